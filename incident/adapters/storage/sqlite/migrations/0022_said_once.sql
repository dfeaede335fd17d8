-- What an entry names is read once, when it is written, and not again for each of the deliveries that it names.
CREATE TABLE named_deliveries (               -- by the entry that released their message, in the order of their ids
    incident_id    TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    delivery       TEXT NOT NULL,             -- nothing in the row that ends the list, and says of which message it is
    message        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (incident_id, event_seq, delivery)
) STRICT, WITHOUT ROWID;

INSERT INTO named_deliveries (incident_id, event_seq, delivery)
SELECT events.incident_id, events.seq, named.key FROM events, json_each(events.body, '$.deliveries') AS named
WHERE events.type = 'MessageReleased' AND named.key <> '';
INSERT INTO named_deliveries (incident_id, event_seq, delivery, message)
SELECT incident_id, seq, '', json_extract(body, '$.message') FROM events WHERE type = 'MessageReleased';

CREATE TRIGGER events_name_deliveries AFTER INSERT ON events
WHEN NEW.type = 'MessageReleased'
BEGIN
    INSERT INTO named_deliveries (incident_id, event_seq, delivery)
    SELECT NEW.incident_id, NEW.seq, named.key FROM json_each(NEW.body, '$.deliveries') AS named WHERE named.key <> '';
    INSERT INTO named_deliveries (incident_id, event_seq, delivery, message)
    VALUES (NEW.incident_id, NEW.seq, '', json_extract(NEW.body, '$.message'));
END;

-- The list is made and ended by the statement that writes the entry: nobody finds an entry whose list is open.
CREATE TRIGGER named_deliveries_are_said BEFORE INSERT ON named_deliveries
WHEN EXISTS (
        SELECT 1 FROM named_deliveries
        WHERE incident_id = NEW.incident_id AND event_seq = NEW.event_seq AND delivery = ''
    )
    OR NOT EXISTS (
        SELECT 1 FROM events
        WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq AND type = 'MessageReleased'
    )
BEGIN SELECT RAISE(ABORT, 'an entry names its deliveries when it is written'); END;

CREATE TRIGGER named_deliveries_never_change BEFORE UPDATE ON named_deliveries
BEGIN SELECT RAISE(ABORT, 'named_deliveries are never changed'); END;

CREATE TRIGGER named_deliveries_never_go BEFORE DELETE ON named_deliveries
BEGIN SELECT RAISE(ABORT, 'named_deliveries are never deleted'); END;

DROP TRIGGER IF EXISTS outbox_is_said;
CREATE TRIGGER outbox_is_said BEFORE INSERT ON outbox
WHEN NEW.id = ''
    OR NOT EXISTS (
        SELECT 1 FROM named_deliveries
        WHERE incident_id = NEW.incident_id AND event_seq = NEW.event_seq AND delivery = NEW.id
    )
    OR NOT EXISTS (
        SELECT 1 FROM named_deliveries
        WHERE incident_id = NEW.incident_id AND event_seq = NEW.event_seq AND delivery = '' AND message = NEW.message
    )
BEGIN SELECT RAISE(ABORT, 'a delivery is named by the entry that released its message'); END;
