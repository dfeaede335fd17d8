-- An escalation is put off by an entry that says for how long and why; its attempts come so much later, and no other row.
ALTER TABLE outbox ADD COLUMN paused_seq INTEGER NOT NULL DEFAULT 0;  -- the entry that last put it off

DROP TRIGGER IF EXISTS outbox_ends_when_it_was_to;
CREATE TRIGGER outbox_ends_when_it_was_to BEFORE UPDATE ON outbox
WHEN NEW.expires_at <> OLD.expires_at AND NOT (
    OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.expires_at = NEW.due_at + OLD.lifetime
) AND NEW.paused_seq = OLD.paused_seq
BEGIN SELECT RAISE(ABORT, 'only a retry gives a delivery more time'); END;

DROP TRIGGER IF EXISTS outbox_keeps_its_hours;
CREATE TRIGGER outbox_keeps_its_hours BEFORE UPDATE ON outbox
WHEN (NEW.due_at <> OLD.due_at AND NEW.retry_seq = OLD.retry_seq AND NEW.paused_seq = OLD.paused_seq
        AND NOT (OLD.state = 'sending' AND NEW.state <> 'sending' AND NEW.due_at < OLD.expires_at))
    OR (NEW.expired_at IS NOT OLD.expired_at AND NOT (OLD.state = 'pending' AND NEW.state = 'expired'))
    OR ((NEW.owner, NEW.lease_until) IS NOT (OLD.owner, OLD.lease_until) AND NEW.state = OLD.state)
    OR (NEW.fence, NEW.tries) <> (
        OLD.fence + (OLD.state = 'pending' AND NEW.state = 'sending'),
        OLD.tries + (OLD.state = 'pending' AND NEW.state = 'sending')
    )
BEGIN SELECT RAISE(ABORT, 'a delivery is due when an attempt or an entry says'); END;

CREATE TRIGGER outbox_begins_on_time BEFORE INSERT ON outbox
WHEN NEW.paused_seq <> 0
BEGIN SELECT RAISE(ABORT, 'a delivery begins on time'); END;

CREATE TRIGGER outbox_is_put_off_by_entry BEFORE UPDATE ON outbox
WHEN NEW.paused_seq <> OLD.paused_seq AND NOT (
    OLD.state = 'pending' AND NEW.state = 'pending' AND OLD.tries = 0 AND NEW.paused_seq > OLD.paused_seq
    AND NEW.expires_at - OLD.expires_at = NEW.due_at - OLD.due_at AND EXISTS (
        SELECT 1 FROM events, json_each(events.body, '$.deliveries') AS later
        WHERE events.incident_id = OLD.incident_id AND events.seq = NEW.paused_seq AND events.type = 'EscalationPaused'
            AND json_extract(events.body, '$.message') = OLD.message AND later.value = OLD.id
            AND json_extract(events.body, '$.minutes') * 60000000 = NEW.due_at - OLD.due_at
    )
)
BEGIN SELECT RAISE(ABORT, 'a delivery is put off by an entry that says so'); END;
