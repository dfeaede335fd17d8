-- A database keeps the name that it got when it was made: replicas follow it, and a copy that took it would be taken for it.
-- From here on that is guarded, which a database of before is upgraded for.
UPDATE meta SET min_reader = 6;

CREATE FUNCTION refuse_other_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.instance_id = OLD.instance_id THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a database keeps its name' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER meta_keeps_its_name BEFORE UPDATE ON meta FOR EACH ROW EXECUTE FUNCTION refuse_other_name();
CREATE TRIGGER meta_never_goes BEFORE DELETE ON meta FOR EACH ROW EXECUTE FUNCTION refuse_other_name();
CREATE TRIGGER meta_never_empties BEFORE TRUNCATE ON meta FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_name();
