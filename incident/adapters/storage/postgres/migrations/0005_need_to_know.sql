-- Incidents that only some may know of: their rows are there for those who are named, and for the owner of the tables.

CREATE TABLE readers (
    incident_id text NOT NULL CHECK (incident_id <> ''),
    person_id   text NOT NULL CHECK (person_id <> ''),
    PRIMARY KEY (incident_id, person_id)
);

-- Asked once a statement, not once a row.
CREATE FUNCTION closed_to_me() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT incident_id FROM readers
    EXCEPT
    SELECT incident_id FROM readers JOIN persons USING (person_id) WHERE login = session_user
$$;

-- Who may know is what the incident's log said last. By the end of a transaction the table says the same, or nothing of it stays.
CREATE FUNCTION refuse_unsaid_readers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    touched text;
BEGIN
    FOREACH touched IN ARRAY array_remove(ARRAY[OLD.incident_id, NEW.incident_id], NULL) LOOP
        IF ARRAY(SELECT person_id FROM readers WHERE incident_id = touched ORDER BY person_id)
            <> ARRAY(SELECT DISTINCT person FROM jsonb_array_elements_text((
                SELECT body::jsonb -> 'persons' FROM events
                WHERE incident_id = touched AND type = 'ReadersNamed' ORDER BY seq DESC LIMIT 1
            )) AS said (person) ORDER BY person)
        THEN
            RAISE EXCEPTION 'readers are those of the last ReadersNamed event' USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER readers_as_the_log_says AFTER INSERT OR DELETE OR UPDATE ON readers
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unsaid_readers();

CREATE POLICY need_to_know ON events USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON commands USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON contents USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON incident_summaries USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON outbox USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON attempts USING (EXISTS (SELECT 1 FROM outbox WHERE outbox.id = outbox_id));
CREATE POLICY need_to_know ON reservations USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON budget_holds USING (incident_id NOT IN (SELECT closed_to_me()));
CREATE POLICY need_to_know ON readers USING (incident_id NOT IN (SELECT closed_to_me()));

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE commands ENABLE ROW LEVEL SECURITY;
ALTER TABLE contents ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_summaries ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE readers ENABLE ROW LEVEL SECURITY;
