-- What became of a delivery is what its attempts and the log say: a state, its evidence and its hour each have a source.
-- From here on a retry names its order in the row, which a program of an earlier day does not do: it may read.
UPDATE meta SET min_reader = 5;

ALTER TABLE outbox ADD COLUMN retry_seq INTEGER NOT NULL DEFAULT 0;  -- the entry that last ordered another attempt
ALTER TABLE outbox ADD COLUMN expired_at INTEGER;                    -- when nobody had sent it in time
UPDATE outbox SET
    expired_at = CASE WHEN state = 'expired' THEN expires_at END,
    retry_seq = coalesce((
        SELECT max(seq) FROM events
        WHERE events.incident_id = outbox.incident_id AND type = 'MessageRetried'
            AND json_extract(body, '$.delivery') = outbox.id
    ), 0);

DROP TRIGGER IF EXISTS outbox_goes_its_way;
CREATE TRIGGER outbox_goes_its_way BEFORE UPDATE ON outbox
WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
    WHEN 'pending' THEN CASE NEW.state
        WHEN 'cancelled' THEN NEW.recalled
        WHEN 'expired' THEN coalesce(NEW.expired_at >= OLD.expires_at, 0)
        ELSE NEW.state = 'sending'
    END
    WHEN 'sending' THEN CASE NEW.state
        WHEN 'unknown' THEN 1
        WHEN 'pending' THEN NOT OLD.recalled AND OLD.on_unknown = 'repeat'
        ELSE 0
    END OR EXISTS (
        SELECT 1 FROM attempts WHERE outbox_id = OLD.id AND fence = OLD.fence AND class = CASE NEW.state
            WHEN 'sent' THEN 'delivered'
            WHEN 'failed' THEN 'permanent'
            ELSE 'not-sent'
        END AND OLD.recalled >= (NEW.state = 'cancelled') AND NOT (OLD.recalled AND NEW.state = 'pending')
    )
    WHEN 'failed' THEN NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq
    WHEN 'unknown' THEN NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq
    ELSE 0
END
BEGIN SELECT RAISE(ABORT, 'a delivery ends as its attempts did'); END;

CREATE TRIGGER outbox_is_retried_by_order BEFORE UPDATE ON outbox
WHEN NEW.retry_seq <> OLD.retry_seq AND NOT (
    OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq AND EXISTS (
        SELECT 1 FROM events
        WHERE incident_id = OLD.incident_id AND seq = NEW.retry_seq AND type = 'MessageRetried'
            AND json_extract(body, '$.delivery') = OLD.id AND recorded_at = NEW.due_at
    )
)
BEGIN SELECT RAISE(ABORT, 'a delivery goes again by an entry that orders it'); END;

CREATE TRIGGER outbox_is_recalled_by_entry BEFORE UPDATE ON outbox
WHEN (NEW.recalled AND NEW.state = 'pending')
    OR (OLD.recalled AND NOT NEW.recalled AND NEW.retry_seq = OLD.retry_seq)
    OR (NEW.recalled AND NOT OLD.recalled AND NOT EXISTS (
        SELECT 1 FROM events AS said
        WHERE said.incident_id = OLD.incident_id AND said.seq > OLD.event_seq AND CASE said.type
            WHEN 'ContentErased' THEN NEW.body = ''
            WHEN 'MessageAcknowledged' THEN json_extract(said.body, '$.message') = OLD.message
            WHEN 'StepUndone' THEN EXISTS (
                SELECT 1 FROM events AS drafted
                WHERE drafted.incident_id = OLD.incident_id AND drafted.type = 'MessageDrafted'
                    AND json_extract(drafted.body, '$.message') = OLD.message
                    AND json_extract(drafted.body, '$.step') = json_extract(said.body, '$.step')
            )
            ELSE 0
        END
    ))
BEGIN SELECT RAISE(ABORT, 'a delivery is called off by an entry'); END;

CREATE TRIGGER outbox_keeps_its_hours BEFORE UPDATE ON outbox
WHEN (NEW.due_at <> OLD.due_at AND NEW.retry_seq = OLD.retry_seq
        AND NOT (OLD.state = 'sending' AND NEW.state <> 'sending' AND NEW.due_at < OLD.expires_at))
    OR (NEW.expired_at IS NOT OLD.expired_at AND NOT (OLD.state = 'pending' AND NEW.state = 'expired'))
    OR ((NEW.owner, NEW.lease_until) IS NOT (OLD.owner, OLD.lease_until) AND NEW.state = OLD.state)
    OR (NEW.fence, NEW.tries) <> (
        OLD.fence + (OLD.state = 'pending' AND NEW.state = 'sending'),
        OLD.tries + (OLD.state = 'pending' AND NEW.state = 'sending')
    )
BEGIN SELECT RAISE(ABORT, 'a delivery is due when an attempt or an entry says'); END;

CREATE TRIGGER outbox_says_what_its_attempt_said BEFORE UPDATE ON outbox
WHEN CASE WHEN OLD.state = 'sending' AND NEW.state <> 'sending' THEN NOT (
        EXISTS (
            SELECT 1 FROM attempts
            WHERE outbox_id = OLD.id AND fence = OLD.fence AND class IS NEW.last_class
                AND assurance IS NEW.assurance AND detail = NEW.last_detail
                AND coalesce(nullif(provider_id, ''), OLD.provider_id) = NEW.provider_id
        ) OR (NEW.state IN ('pending', 'unknown') AND NEW.last_class IS 'unknown' AND NEW.last_detail = ''
            AND (NEW.assurance, NEW.provider_id) IS (OLD.assurance, OLD.provider_id))
    ) ELSE
        (NEW.last_class, NEW.assurance, NEW.provider_id) IS NOT (OLD.last_class, OLD.assurance, OLD.provider_id)
        OR (NEW.last_detail <> OLD.last_detail AND NOT (NEW.last_detail = '' AND NEW.body = ''))
    END
BEGIN SELECT RAISE(ABORT, 'a delivery says what its last attempt said'); END;

CREATE TRIGGER workspace_chain_names_entries BEFORE INSERT ON workspace_chain
WHEN NOT EXISTS (SELECT 1 FROM events WHERE incident_id = NEW.incident_id AND digest = NEW.head)
BEGIN SELECT RAISE(ABORT, 'a link of the chain names an entry'); END;
