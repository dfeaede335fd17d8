-- The bytes of files that were kept as evidence, in pieces: apart from contents, which are read with every entry.

CREATE TABLE evidence_parts (
    incident_id    TEXT NOT NULL,
    seq            INTEGER NOT NULL,          -- the entry whose body names it
    content_id     TEXT NOT NULL CHECK (length(content_id) = 64),
    salt           BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes          BLOB NOT NULL,
    PRIMARY KEY (incident_id, seq, content_id),
    FOREIGN KEY (incident_id, seq) REFERENCES events (incident_id, seq)
) STRICT;

CREATE TRIGGER evidence_parts_never_change BEFORE UPDATE ON evidence_parts
BEGIN SELECT RAISE(ABORT, 'evidence_parts are never changed'); END;

CREATE TRIGGER evidence_parts_go_by_rule BEFORE DELETE ON evidence_parts
WHEN NOT EXISTS (
    SELECT 1 FROM events
    WHERE incident_id = OLD.incident_id AND type = 'ContentErased' AND instr(body, OLD.content_id) > 0
)
BEGIN SELECT RAISE(ABORT, 'evidence_parts go only by a ContentErased event'); END;

CREATE TRIGGER evidence_parts_are_new BEFORE INSERT ON evidence_parts
WHEN EXISTS (
    SELECT 1 FROM evidence_parts
    WHERE incident_id = NEW.incident_id AND seq = NEW.seq AND content_id = NEW.content_id
)
BEGIN SELECT RAISE(ABORT, 'a piece of evidence is written once'); END;
