-- A report that was filed, given more time or ruled out calls off the alert to whoever was to see to it; whoever was told
-- by phone is not woken by what still waits. Both were said and stand in the log: from here on the guard takes their word.
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
                WHEN 'AudienceToldOtherwise' THEN said.body::jsonb ->> 'message' = OLD.message
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
                WHEN 'ReportFiled' THEN EXISTS (
                    SELECT 1 FROM events AS alerted
                    WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                        AND alerted.body::jsonb ->> 'message' = OLD.message
                )
                WHEN 'ObligationExtended' THEN EXISTS (
                    SELECT 1 FROM events AS alerted
                    WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                        AND alerted.body::jsonb ->> 'message' = OLD.message
                )
                WHEN 'ObligationRuledOut' THEN EXISTS (
                    SELECT 1 FROM events AS alerted
                    WHERE alerted.incident_id = OLD.incident_id AND alerted.type = 'SubstituteAlerted'
                        AND alerted.body::jsonb ->> 'message' = OLD.message
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
