-- Where this database stands, and who said so last: one that was put back by pg_restore stands elsewhere, and sends
-- nothing before a person confirms it. A physical copy of a whole server cannot be told from it by anything.

CREATE TABLE custody (
    n              integer PRIMARY KEY CHECK (n >= 1),
    kind           text NOT NULL CHECK (kind IN ('made', 'confirmed')),
    at             bigint NOT NULL CHECK (at BETWEEN 0 AND 253402300799999999),
    person         text NOT NULL,             -- who said so
    place          text NOT NULL,             -- server, database and table, as the server counts them
    instance_id    text NOT NULL              -- the name of the database from then on
);

CREATE FUNCTION place_of_log() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
        (SELECT oid FROM pg_database WHERE datname = current_database()), 'custody'::regclass::oid)
$$;

INSERT INTO custody
SELECT 1, 'made', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, '', place_of_log(), instance_id FROM meta;

CREATE TRIGGER custody_never_change BEFORE UPDATE ON custody FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_never_go BEFORE DELETE ON custody FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_never_empty BEFORE TRUNCATE ON custody FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_gap_in_custody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM custody) OR NEW.place <> place_of_log() THEN
        RAISE EXCEPTION 'custody grows at its end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER custody_follows BEFORE INSERT ON custody FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_custody();

-- Also against a program of an earlier day, which does not ask.
CREATE FUNCTION refuse_unconfirmed_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'sending' AND OLD.state <> 'sending'
        AND place_of_log() <> (SELECT place FROM custody ORDER BY n DESC LIMIT 1)
    THEN
        RAISE EXCEPTION 'a copy sends nothing before a person confirms it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_waits_for_a_person BEFORE UPDATE ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_unconfirmed_sending();
