-- News to one recipient that waits together leaves in one: each row says which other one carried it at its last claim.
ALTER TABLE outbox ADD COLUMN bundled_into text NOT NULL DEFAULT '';

CREATE INDEX outbox_news ON outbox (target_id, address, due_at) WHERE state = 'pending' AND kind = 'status';

-- It leaves with another of the same claim, of the same recipient of the same incident; a page never does.
CREATE FUNCTION refuse_other_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.bundled_into <> '' THEN
            RAISE EXCEPTION 'a delivery begins alone' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.bundled_into <> OLD.bundled_into AND NOT (
        OLD.state = 'pending' AND NEW.state = 'sending' AND (NEW.bundled_into = '' OR EXISTS (
            SELECT 1 FROM outbox AS head
            WHERE head.id = NEW.bundled_into AND head.id <> NEW.id AND head.state = 'sending'
                AND head.bundled_into = '' AND head.kind = 'status' AND head.on_unknown = 'hold'
                AND (head.owner, head.lease_until) = (NEW.owner, NEW.lease_until)
                AND (head.incident_id, head.target_id, head.exercise, head.recipient, head.address, head.language)
                    = (NEW.incident_id, NEW.target_id, NEW.exercise, NEW.recipient, NEW.address, NEW.language)
                AND (head.kind, head.on_unknown) = (NEW.kind, NEW.on_unknown)
        ))
    ) THEN
        RAISE EXCEPTION 'a delivery leaves with news to the same recipient' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_leaves_with_its_like BEFORE INSERT OR UPDATE ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_other_company();

-- As in 0007, for the guard that is new.
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
