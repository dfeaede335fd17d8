-- The bytes of files that were kept as evidence, in pieces: apart from contents, which are read with every entry.

CREATE TABLE evidence_parts (
    incident_id    text NOT NULL,
    seq            bigint NOT NULL,          -- the entry whose body names it
    content_id     text NOT NULL CHECK (length(content_id) = 64),
    salt           bytea NOT NULL CHECK (length(salt) >= 16),
    bytes          bytea NOT NULL,
    PRIMARY KEY (incident_id, seq, content_id),
    FOREIGN KEY (incident_id, seq) REFERENCES events (incident_id, seq)
);

CREATE TRIGGER evidence_parts_never_change BEFORE UPDATE ON evidence_parts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_parts_never_empty BEFORE TRUNCATE ON evidence_parts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_parts_go_by_rule BEFORE DELETE ON evidence_parts
    FOR EACH ROW EXECUTE FUNCTION refuse_unruly_erasure();

CREATE POLICY need_to_know ON evidence_parts USING (incident_id NOT IN (SELECT closed_to_me()));

ALTER TABLE evidence_parts ENABLE ROW LEVEL SECURITY;
