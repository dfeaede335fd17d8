-- What is sent is what the log said: a delivery is named, with its seal, by the entry that released its message.
-- From here on releases are of a kind that a program of an earlier day does not know: it may read, and not write.
UPDATE meta SET min_reader = 4;

-- Salts go, as the words beside them, once the message is erased. Rows of before have no seal.
ALTER TABLE outbox ADD COLUMN whom_salt BLOB NOT NULL DEFAULT x'';
ALTER TABLE outbox ADD COLUMN whom_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN words_salt BLOB NOT NULL DEFAULT x'';
ALTER TABLE outbox ADD COLUMN words_digest TEXT NOT NULL DEFAULT '';

CREATE TRIGGER outbox_is_said BEFORE INSERT ON outbox
WHEN NOT EXISTS (
    SELECT 1 FROM events, json_each(events.body, '$.deliveries') AS named
    WHERE events.incident_id = NEW.incident_id AND events.seq = NEW.event_seq AND events.type = 'MessageReleased'
        AND json_extract(events.body, '$.message') = NEW.message AND named.key = NEW.id
)
BEGIN SELECT RAISE(ABORT, 'a delivery is named by the entry that released its message'); END;

CREATE TRIGGER outbox_begins_unsent BEFORE INSERT ON outbox
WHEN NEW.state <> 'pending' OR NEW.tries <> 0 OR NEW.fence <> 0 OR NEW.recalled <> 0
BEGIN SELECT RAISE(ABORT, 'a delivery begins unsent'); END;

CREATE TRIGGER outbox_keeps_its_seal BEFORE UPDATE ON outbox
WHEN NEW.whom_digest <> OLD.whom_digest OR NEW.words_digest <> OLD.words_digest
    OR (NEW.whom_salt <> OLD.whom_salt AND NOT (length(NEW.whom_salt) = 0 AND NEW.recipient = '' AND NEW.address = ''))
    OR (NEW.words_salt <> OLD.words_salt AND NOT (length(NEW.words_salt) = 0 AND NEW.title = '' AND NEW.body = ''))
BEGIN SELECT RAISE(ABORT, 'a delivery keeps its seal'); END;

-- A state follows from the one before; sent and refused are what an attempt says.
CREATE TRIGGER outbox_goes_its_way BEFORE UPDATE ON outbox
WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
    WHEN 'pending' THEN NEW.state IN ('cancelled', 'expired')
        OR (NEW.state = 'sending' AND NEW.fence = OLD.fence + 1 AND NEW.tries = OLD.tries + 1)
    WHEN 'sending' THEN NEW.state NOT IN ('sent', 'failed') OR EXISTS (
        SELECT 1 FROM attempts WHERE outbox_id = OLD.id AND fence = OLD.fence
            AND class = CASE NEW.state WHEN 'sent' THEN 'delivered' ELSE 'permanent' END
    )
    WHEN 'failed' THEN NEW.state = 'pending'
    WHEN 'unknown' THEN NEW.state = 'pending'
    ELSE 0
END
BEGIN SELECT RAISE(ABORT, 'a delivery ends as its attempts did'); END;
