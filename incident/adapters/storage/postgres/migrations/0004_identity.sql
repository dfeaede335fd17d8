-- Who writes is who is connected, once the table of persons says who that is.

CREATE TABLE persons (
    login     text PRIMARY KEY,               -- session_user: a name that SET ROLE does not change
    person_id text NOT NULL CHECK (person_id <> '')
);

CREATE FUNCTION refuse_borrowed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM persons) AND NOT EXISTS (
        SELECT 1 FROM persons WHERE login = session_user AND NEW.actor IN (person_id, 'app')
    ) THEN
        RAISE EXCEPTION 'login "%" is not person "%"', session_user, NEW.actor USING ERRCODE = 'IN001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER events_by_themselves BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_borrowed_name();
