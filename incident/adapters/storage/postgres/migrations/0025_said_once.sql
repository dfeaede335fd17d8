-- What an entry names is read once for all the deliveries that are made together, and not again for each of them.
DROP FUNCTION IF EXISTS refuse_unsaid_delivery CASCADE;
CREATE FUNCTION refuse_unsaid_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place record;
    said_message text;
    named jsonb;
BEGIN
    FOR place IN SELECT DISTINCT incident_id, event_seq FROM told LOOP
        said_message := NULL;
        named := NULL;
        SELECT body::jsonb ->> 'message', body::jsonb -> 'deliveries' INTO said_message, named FROM events
        WHERE incident_id = place.incident_id AND seq = place.event_seq AND type = 'MessageReleased';
        IF EXISTS (
            SELECT 1 FROM told
            WHERE incident_id = place.incident_id AND event_seq = place.event_seq
                AND message IS DISTINCT FROM said_message
        ) OR EXISTS (
            SELECT id FROM told WHERE incident_id = place.incident_id AND event_seq = place.event_seq
            EXCEPT
            SELECT jsonb_object_keys(named)
        ) THEN
            RAISE EXCEPTION 'a delivery is named by the entry that released its message' USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_is_said AFTER INSERT ON outbox REFERENCING NEW TABLE AS told
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsaid_delivery();

CREATE FUNCTION refuse_begun_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'pending' OR NEW.tries <> 0 OR NEW.fence <> 0 OR NEW.recalled THEN
        RAISE EXCEPTION 'a delivery begins unsent' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_begins_unsent BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION refuse_begun_delivery();

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
