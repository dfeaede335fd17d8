-- An escalation is put off by an entry that says for how long and why; its attempts come so much later, and no other row.
ALTER TABLE outbox ADD COLUMN paused_seq bigint NOT NULL DEFAULT 0;  -- the entry that last put it off

DROP FUNCTION IF EXISTS refuse_changed_delivery CASCADE;
CREATE FUNCTION refuse_changed_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.position, NEW.id, NEW.key, NEW.incident_id, NEW.event_seq, NEW.message, NEW.target_id, NEW.exercise,
            NEW.language, NEW.kind, NEW.on_unknown, NEW.created_at, NEW.lifetime)
        IS DISTINCT FROM (OLD.position, OLD.id, OLD.key, OLD.incident_id, OLD.event_seq, OLD.message, OLD.target_id,
            OLD.exercise, OLD.language, OLD.kind, OLD.on_unknown, OLD.created_at, OLD.lifetime)
        OR NEW.fence < OLD.fence OR NEW.tries < OLD.tries
    THEN
        RAISE EXCEPTION 'a delivery keeps its recipient' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.expires_at <> OLD.expires_at AND NOT (
        OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.expires_at = NEW.due_at + OLD.lifetime
    ) AND NEW.paused_seq = OLD.paused_seq THEN
        RAISE EXCEPTION 'only a retry gives a delivery more time' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.recipient, NEW.address, NEW.title, NEW.body)
            IS DISTINCT FROM (OLD.recipient, OLD.address, OLD.title, OLD.body) AND (
        NEW.recipient NOT IN ('', OLD.recipient) OR NEW.address NOT IN ('', OLD.address)
        OR NEW.title <> '' OR NEW.body <> ''
        OR NOT EXISTS (SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND type = 'ContentErased')
    ) THEN
        RAISE EXCEPTION 'the words of a delivery go only by a ContentErased event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_keeps_its_place BEFORE UPDATE ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_delivery();

DROP FUNCTION IF EXISTS refuse_unproven_ending CASCADE;
CREATE FUNCTION refuse_unproven_ending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended boolean := OLD.state = 'sending' AND NEW.state <> 'sending';
    taken bigint := CASE WHEN OLD.state = 'pending' AND NEW.state = 'sending' THEN 1 ELSE 0 END;
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
        WHEN 'pending' THEN CASE NEW.state
            WHEN 'cancelled' THEN NEW.recalled
            WHEN 'expired' THEN coalesce(NEW.expired_at >= OLD.expires_at, false)
            ELSE NEW.state = 'sending'
        END
        WHEN 'sending' THEN NEW.state = 'unknown'
            OR (NEW.state = 'pending' AND NOT OLD.recalled AND OLD.on_unknown = 'repeat')
            OR EXISTS (
                SELECT 1 FROM attempts WHERE outbox_id = OLD.id AND fence = OLD.fence AND class = CASE NEW.state
                    WHEN 'sent' THEN 'delivered'
                    WHEN 'failed' THEN 'permanent'
                    ELSE 'not-sent'
                END AND (OLD.recalled OR NEW.state <> 'cancelled') AND NOT (OLD.recalled AND NEW.state = 'pending')
            )
        WHEN 'failed' THEN NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq
        WHEN 'unknown' THEN NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq
        ELSE false
    END) THEN
        RAISE EXCEPTION 'a delivery ends as its attempts did' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.retry_seq <> OLD.retry_seq AND NOT (
        OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.retry_seq > OLD.retry_seq AND EXISTS (
            SELECT 1 FROM events
            WHERE incident_id = OLD.incident_id AND seq = NEW.retry_seq AND type = 'MessageRetried'
                AND body::jsonb ->> 'delivery' = OLD.id AND recorded_at = NEW.due_at
        )
    ) THEN
        RAISE EXCEPTION 'a delivery goes again by an entry that orders it' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.recalled AND NEW.state = 'pending')
        OR (OLD.recalled AND NOT NEW.recalled AND NEW.retry_seq = OLD.retry_seq)
        OR (NEW.recalled AND NOT OLD.recalled AND NOT EXISTS (
            SELECT 1 FROM events AS said
            WHERE said.incident_id = OLD.incident_id AND said.seq > OLD.event_seq AND CASE said.type
                WHEN 'ContentErased' THEN NEW.body = ''
                WHEN 'MessageAcknowledged' THEN said.body::jsonb ->> 'message' = OLD.message
                WHEN 'StepUndone' THEN EXISTS (
                    SELECT 1 FROM events AS drafted
                    WHERE drafted.incident_id = OLD.incident_id AND drafted.type = 'MessageDrafted'
                        AND drafted.body::jsonb ->> 'message' = OLD.message
                        AND drafted.body::jsonb ->> 'step' = said.body::jsonb ->> 'step'
                )
                WHEN 'MessageDrafted' THEN said.body::jsonb ->> 'corrects' = OLD.message
                WHEN 'AudienceLeftOut' THEN EXISTS (
                    SELECT 1 FROM events AS drafted
                    WHERE drafted.incident_id = OLD.incident_id AND drafted.type = 'MessageDrafted'
                        AND drafted.body::jsonb ->> 'message' = OLD.message
                        AND drafted.body::jsonb ->> 'audience' = said.body::jsonb ->> 'audience'
                )
                WHEN 'IncidentClosed' THEN true
                ELSE false
            END
        ))
    THEN
        RAISE EXCEPTION 'a delivery is called off by an entry' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.due_at <> OLD.due_at AND NEW.retry_seq = OLD.retry_seq AND NEW.paused_seq = OLD.paused_seq
            AND NOT (ended AND NEW.due_at < OLD.expires_at))
        OR (NEW.expired_at IS DISTINCT FROM OLD.expired_at AND NOT (OLD.state = 'pending' AND NEW.state = 'expired'))
        OR ((NEW.owner, NEW.lease_until) IS DISTINCT FROM (OLD.owner, OLD.lease_until) AND NEW.state = OLD.state)
        OR (NEW.fence, NEW.tries) <> (OLD.fence + taken, OLD.tries + taken)
    THEN
        RAISE EXCEPTION 'a delivery is due when an attempt or an entry says' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (ended AND NOT (
            EXISTS (
                SELECT 1 FROM attempts
                WHERE outbox_id = OLD.id AND fence = OLD.fence AND class IS NOT DISTINCT FROM NEW.last_class
                    AND assurance IS NOT DISTINCT FROM NEW.assurance AND detail = NEW.last_detail
                    AND coalesce(nullif(provider_id, ''), OLD.provider_id) = NEW.provider_id
            ) OR (NEW.state IN ('pending', 'unknown') AND NEW.last_class IS NOT DISTINCT FROM 'unknown'
                AND NEW.last_detail = ''
                AND (NEW.assurance, NEW.provider_id) IS NOT DISTINCT FROM (OLD.assurance, OLD.provider_id))
        ))
        OR (NOT ended AND (
            (NEW.last_class, NEW.assurance, NEW.provider_id)
                IS DISTINCT FROM (OLD.last_class, OLD.assurance, OLD.provider_id)
            OR (NEW.last_detail <> OLD.last_detail AND NOT (NEW.last_detail = '' AND NEW.body = ''))
        ))
    THEN
        RAISE EXCEPTION 'a delivery says what its last attempt said' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_goes_its_way BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION refuse_unproven_ending();

CREATE FUNCTION refuse_unsaid_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.paused_seq <> 0 THEN
            RAISE EXCEPTION 'a delivery begins on time' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.paused_seq <> OLD.paused_seq AND NOT (
        OLD.state = 'pending' AND NEW.state = 'pending' AND OLD.tries = 0 AND NEW.paused_seq > OLD.paused_seq
        AND NEW.expires_at - OLD.expires_at = NEW.due_at - OLD.due_at AND EXISTS (
            SELECT 1 FROM events
            WHERE incident_id = OLD.incident_id AND seq = NEW.paused_seq AND type = 'EscalationPaused'
                AND body::jsonb ->> 'message' = OLD.message AND jsonb_exists(body::jsonb -> 'deliveries', OLD.id)
                AND (body::jsonb ->> 'minutes')::bigint * 60000000 = NEW.due_at - OLD.due_at
        )
    ) THEN
        RAISE EXCEPTION 'a delivery is put off by an entry that says so' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_is_put_off_by_entry BEFORE INSERT OR UPDATE ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_unsaid_pause();

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
