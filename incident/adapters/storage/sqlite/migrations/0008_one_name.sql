-- A database keeps the name that it got when it was made: replicas follow it, and a copy that took it would be taken for it.
-- From here on that is guarded, which a database of before is upgraded for.
UPDATE meta SET min_reader = 6;

CREATE TRIGGER meta_keeps_its_name BEFORE UPDATE ON meta
WHEN NEW.instance_id <> OLD.instance_id
BEGIN SELECT RAISE(ABORT, 'a database keeps its name'); END;

CREATE TRIGGER meta_never_goes BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'a database keeps its name'); END;

CREATE TRIGGER meta_is_one BEFORE INSERT ON meta
WHEN EXISTS (SELECT 1 FROM meta)
BEGIN SELECT RAISE(ABORT, 'a database keeps its name'); END;
