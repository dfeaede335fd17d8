-- News to one recipient that waits together leaves in one: each row says which other one carried it at its last claim.
ALTER TABLE outbox ADD COLUMN bundled_into TEXT NOT NULL DEFAULT '';

CREATE INDEX outbox_news ON outbox (target_id, address, due_at) WHERE state = 'pending' AND kind = 'status';

CREATE TRIGGER outbox_begins_alone BEFORE INSERT ON outbox
WHEN NEW.bundled_into <> ''
BEGIN SELECT RAISE(ABORT, 'a delivery begins alone'); END;

-- It leaves with another of the same claim, of the same recipient of the same incident; a page never does.
CREATE TRIGGER outbox_leaves_with_its_like BEFORE UPDATE ON outbox
WHEN NEW.bundled_into <> OLD.bundled_into AND NOT (
    OLD.state = 'pending' AND NEW.state = 'sending' AND (NEW.bundled_into = '' OR EXISTS (
        SELECT 1 FROM outbox AS head
        WHERE head.id = NEW.bundled_into AND head.id <> NEW.id AND head.state = 'sending' AND head.bundled_into = ''
            AND head.kind = 'status' AND head.on_unknown = 'hold'
            AND (head.owner, head.lease_until) = (NEW.owner, NEW.lease_until)
            AND (head.incident_id, head.target_id, head.exercise, head.recipient, head.address, head.language)
                = (NEW.incident_id, NEW.target_id, NEW.exercise, NEW.recipient, NEW.address, NEW.language)
            AND (head.kind, head.on_unknown) = (NEW.kind, NEW.on_unknown)
    ))
)
BEGIN SELECT RAISE(ABORT, 'a delivery leaves with news to the same recipient'); END;
