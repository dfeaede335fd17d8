-- The stream of those who lead an exercise is sealed like the log: each entry over the one before it.
ALTER TABLE controller_stream ADD COLUMN digest TEXT NOT NULL DEFAULT '';

-- Its texts stand apart, so that they can be erased while the seals still hold.
CREATE TABLE controller_contents (
    exercise_id    TEXT NOT NULL,
    seq            INTEGER NOT NULL,          -- the entry whose body names it
    content_id     TEXT NOT NULL CHECK (length(content_id) = 64),
    salt           BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes          BLOB NOT NULL,
    PRIMARY KEY (exercise_id, seq, content_id),
    FOREIGN KEY (exercise_id, seq) REFERENCES controller_stream (exercise_id, seq)
) STRICT;

CREATE TRIGGER controller_contents_never_change BEFORE UPDATE ON controller_contents
BEGIN SELECT RAISE(ABORT, 'controller_contents are never changed'); END;

CREATE TRIGGER controller_contents_go_by_rule BEFORE DELETE ON controller_contents
WHEN NOT EXISTS (
    SELECT 1 FROM controller_stream
    WHERE exercise_id = OLD.exercise_id AND type = 'TextErased' AND instr(body, OLD.content_id) > 0
)
BEGIN SELECT RAISE(ABORT, 'controller_contents go only by a TextErased entry'); END;

CREATE TRIGGER controller_contents_are_new BEFORE INSERT ON controller_contents
WHEN EXISTS (
    SELECT 1 FROM controller_contents
    WHERE exercise_id = NEW.exercise_id AND seq = NEW.seq AND content_id = NEW.content_id
)
BEGIN SELECT RAISE(ABORT, 'a text of those who lead is written once'); END;
