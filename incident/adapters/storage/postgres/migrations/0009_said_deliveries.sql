-- What is sent is what the log said: a delivery is named, with its seal, by the entry that released its message.
-- From here on releases are of a kind that a program of an earlier day does not know: it may read, and not write.
UPDATE meta SET min_reader = 4;

-- Salts go, as the words beside them, once the message is erased. Rows of before have no seal.
ALTER TABLE outbox
    ADD COLUMN whom_salt bytea NOT NULL DEFAULT '',
    ADD COLUMN whom_digest text NOT NULL DEFAULT '',
    ADD COLUMN words_salt bytea NOT NULL DEFAULT '',
    ADD COLUMN words_digest text NOT NULL DEFAULT '';

CREATE FUNCTION refuse_unsaid_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM events
        WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq AND type = 'MessageReleased'
            AND body::jsonb ->> 'message' = NEW.message AND jsonb_exists(body::jsonb -> 'deliveries', NEW.id)
    ) THEN
        RAISE EXCEPTION 'a delivery is named by the entry that released its message' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> 'pending' OR NEW.tries <> 0 OR NEW.fence <> 0 OR NEW.recalled THEN
        RAISE EXCEPTION 'a delivery begins unsent' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_is_said BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION refuse_unsaid_delivery();

-- A state follows from the one before; sent and refused are what an attempt says.
CREATE FUNCTION refuse_other_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.whom_digest <> OLD.whom_digest OR NEW.words_digest <> OLD.words_digest
        OR (NEW.whom_salt <> OLD.whom_salt
            AND NOT (length(NEW.whom_salt) = 0 AND NEW.recipient = '' AND NEW.address = ''))
        OR (NEW.words_salt <> OLD.words_salt
            AND NOT (length(NEW.words_salt) = 0 AND NEW.title = '' AND NEW.body = ''))
    THEN
        RAISE EXCEPTION 'a delivery keeps its seal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND NOT (CASE OLD.state
        WHEN 'pending' THEN NEW.state IN ('cancelled', 'expired')
            OR (NEW.state = 'sending' AND NEW.fence = OLD.fence + 1 AND NEW.tries = OLD.tries + 1)
        WHEN 'sending' THEN NEW.state NOT IN ('sent', 'failed') OR EXISTS (
            SELECT 1 FROM attempts WHERE outbox_id = OLD.id AND fence = OLD.fence
                AND class = CASE NEW.state WHEN 'sent' THEN 'delivered' ELSE 'permanent' END
        )
        WHEN 'failed' THEN NEW.state = 'pending'
        WHEN 'unknown' THEN NEW.state = 'pending'
        ELSE false
    END) THEN
        RAISE EXCEPTION 'a delivery ends as its attempts did' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_goes_its_way BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION refuse_other_way();

-- As in 0007, for the guards that are new.
DO $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN
        SELECT tgfoid FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', guard, current_schema());
    END LOOP;
END $$;
