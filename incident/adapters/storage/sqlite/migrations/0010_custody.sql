-- Whose copy this file is: a backup that is used, and a log that was put back, send nothing before a person confirms it.
-- The log that they were made from may still be sending, and what they have as waiting may have gone out.

CREATE TABLE custody (
    n              INTEGER PRIMARY KEY CHECK (n >= 1),
    kind           TEXT NOT NULL CHECK (kind IN ('backed-up', 'copied', 'restored', 'confirmed')),
    at             INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799999999),
    person         TEXT NOT NULL,             -- who did it
    place          TEXT NOT NULL,             -- the file of the backup
    instance_id    TEXT NOT NULL,             -- the name of the database from then on
    deliveries     INTEGER NOT NULL           -- the last position in the outbox at that time
) STRICT;

CREATE TRIGGER custody_never_change BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'custody is never changed'); END;

CREATE TRIGGER custody_never_go BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'custody is never deleted'); END;

CREATE TRIGGER custody_follows BEFORE INSERT ON custody
WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM custody)
BEGIN SELECT RAISE(ABORT, 'custody grows at its end'); END;

-- Also against a program of an earlier day, which does not ask.
CREATE TRIGGER outbox_waits_for_a_person BEFORE UPDATE ON outbox
WHEN NEW.state = 'sending' AND OLD.state <> 'sending' AND 'confirmed' <> (
    SELECT kind FROM custody WHERE kind <> 'backed-up' ORDER BY n DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'a copy sends nothing before a person confirms it'); END;
