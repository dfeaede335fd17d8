-- What incidents hold of resources and budgets. Nothing wrote these tables before: they are made anew, held to the
-- entries that make and end each row, and to how many there are.
DROP TABLE reservations;
DROP TABLE budget_holds;

CREATE TABLE reservations (                   -- so many of a resource, which no other incident has meanwhile
    id             text PRIMARY KEY,          -- incident and allocation
    resource_id    text NOT NULL CHECK (resource_id <> ''),
    exercise       boolean NOT NULL,
    incident_id    text NOT NULL,
    allocation     text NOT NULL,
    event_seq      bigint NOT NULL,
    quantity       bigint NOT NULL CHECK (quantity > 0),
    capacity       bigint NOT NULL CHECK (capacity >= quantity),     -- how many there were to give out
    ended_seq      bigint CHECK (ended_seq > event_seq),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq),
    FOREIGN KEY (incident_id, ended_seq) REFERENCES events (incident_id, seq)
);
CREATE INDEX reservations_held ON reservations (resource_id) WHERE ended_seq IS NULL;

CREATE TABLE budget_holds (                   -- money promised or spent by one incident, in the smallest unit
    id             text PRIMARY KEY,
    resource_id    text NOT NULL CHECK (resource_id <> ''),
    exercise       boolean NOT NULL,
    incident_id    text NOT NULL,
    allocation     text NOT NULL,
    event_seq      bigint NOT NULL,
    quantity       bigint NOT NULL CHECK (quantity > 0),
    capacity       bigint NOT NULL CHECK (capacity >= quantity),
    currency       text NOT NULL CHECK (length(currency) = 3),
    ended_seq      bigint CHECK (ended_seq > event_seq),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq),
    FOREIGN KEY (incident_id, ended_seq) REFERENCES events (incident_id, seq)
);
CREATE INDEX budget_holds_held ON budget_holds (resource_id) WHERE ended_seq IS NULL;

CREATE POLICY need_to_know ON reservations USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON budget_holds USING (incident_id NOT IN (SELECT closed_to_me()));
ALTER TABLE reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_holds ENABLE ROW LEVEL SECURITY;

-- Everybody has to know how much is held; by which incident, only who may know of that.
CREATE FUNCTION all_claims() RETURNS TABLE (held text, resource_id text, exercise boolean, incident_id text,
    allocation text, quantity bigint, capacity bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT claim.held, claim.resource_id, claim.exercise,
        CASE WHEN hidden.id IS NULL THEN claim.incident_id ELSE '' END,
        CASE WHEN hidden.id IS NULL THEN claim.allocation ELSE '' END, claim.quantity, claim.capacity
    FROM (
        SELECT 'reservations' AS held, * FROM (
            SELECT r.resource_id, r.exercise, r.incident_id, r.allocation, r.quantity, r.capacity
            FROM reservations AS r WHERE r.ended_seq IS NULL
        ) AS things
        UNION ALL
        SELECT 'budget_holds', h.resource_id, h.exercise, h.incident_id, h.allocation, h.quantity, h.capacity
        FROM budget_holds AS h WHERE h.ended_seq IS NULL
    ) AS claim LEFT JOIN closed_to_me() AS hidden (id) ON hidden.id = claim.incident_id
$$;

CREATE TRIGGER reservations_never_go BEFORE DELETE ON reservations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reservations_never_empty BEFORE TRUNCATE ON reservations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budget_holds_never_go BEFORE DELETE ON budget_holds FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budget_holds_never_empty BEFORE TRUNCATE ON budget_holds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Two who ask at once wait for each other here, whatever program they ask with. How many there are differs by tier. A
-- row is put back, and money settled, in another order than it was given out, so the largest number counts that a
-- standing row was given by; the program counts by that of the row itself.
CREATE FUNCTION refuse_overdrawn_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('claims on ' || TG_TABLE_NAME || ' ' || NEW.resource_id, 0));
    IF NEW.ended_seq IS NULL AND (
        SELECT greatest(NEW.capacity, max(claim.capacity)) < NEW.quantity + coalesce(sum(claim.quantity), 0)
        FROM all_claims() AS claim
        WHERE held = TG_TABLE_NAME AND claim.resource_id = NEW.resource_id AND claim.exercise = NEW.exercise
    ) THEN
        RAISE EXCEPTION 'somebody else holds that resource' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reservations_fit BEFORE INSERT ON reservations
    FOR EACH ROW EXECUTE FUNCTION refuse_overdrawn_claim();
CREATE TRIGGER budget_holds_fit BEFORE INSERT ON budget_holds
    FOR EACH ROW EXECUTE FUNCTION refuse_overdrawn_claim();

CREATE FUNCTION refuse_unsaid_reservation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM events WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq AND type = 'AllocationApproved'
            AND body::jsonb ->> 'allocation' = NEW.allocation AND body::jsonb ->> 'resource' = NEW.resource_id
            AND (body::jsonb ->> 'quantity')::bigint = NEW.quantity
            AND (body::jsonb ->> 'capacity')::bigint = NEW.capacity
    ) THEN
        RAISE EXCEPTION 'a reservation is made by an entry' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reservations_are_said BEFORE INSERT ON reservations
    FOR EACH ROW EXECUTE FUNCTION refuse_unsaid_reservation();

CREATE FUNCTION refuse_unsaid_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM events WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq
            AND body::jsonb ->> 'allocation' = NEW.allocation AND CASE type
                WHEN 'AllocationApproved' THEN body::jsonb ->> 'budget' = NEW.resource_id
                    AND (body::jsonb ->> 'amount')::bigint = NEW.quantity
                    AND body::jsonb ->> 'currency' = NEW.currency
                    AND (body::jsonb ->> 'budget_capacity')::bigint = NEW.capacity
                WHEN 'AllocationEnded' THEN (body::jsonb ->> 'spent')::bigint = NEW.quantity
                ELSE false
            END
    ) THEN
        RAISE EXCEPTION 'a hold is made by an entry' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_holds_are_said BEFORE INSERT ON budget_holds
    FOR EACH ROW EXECUTE FUNCTION refuse_unsaid_hold();

CREATE FUNCTION refuse_changed_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'ended_seq' <> to_jsonb(OLD) - 'ended_seq' OR OLD.ended_seq IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND seq = NEW.ended_seq AND type = 'AllocationEnded'
            AND body::jsonb ->> 'allocation' = OLD.allocation
    ) THEN
        RAISE EXCEPTION 'a claim is ended by an entry' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reservations_end_by_entry BEFORE UPDATE ON reservations
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_claim();
CREATE TRIGGER budget_holds_end_by_entry BEFORE UPDATE ON budget_holds
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_claim();
