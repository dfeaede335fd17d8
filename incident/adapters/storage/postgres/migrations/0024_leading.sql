-- The stream of those who lead an exercise is sealed like the log, each entry over the one before it, and is there for
-- those alone whom the exercise's own log named before play began. To read it at all a login needs incident_controller.
ALTER TABLE controller_stream ADD COLUMN digest text NOT NULL DEFAULT '';

CREATE INDEX events_prepared ON events (incident_id, seq) WHERE type = 'ExercisePrepared';

-- Asked once a statement, not once a row. The first entry counts: nobody lets themselves in afterwards.
CREATE FUNCTION led_by_me() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT incident_id FROM events
    WHERE type = 'ExercisePrepared' AND seq = (
        SELECT min(seq) FROM events AS first
        WHERE first.type = 'ExercisePrepared' AND first.incident_id = events.incident_id
    ) AND (
        NOT EXISTS (SELECT 1 FROM persons)
        OR EXISTS (SELECT 1 FROM persons WHERE login = session_user AND body::jsonb -> 'controllers' ? person_id)
    )
$$;
CREATE POLICY need_to_know ON controller_stream USING (exercise_id IN (SELECT led_by_me()));
ALTER TABLE controller_stream ENABLE ROW LEVEL SECURITY;

CREATE TRIGGER controller_stream_by_themselves BEFORE INSERT ON controller_stream
    FOR EACH ROW EXECUTE FUNCTION refuse_borrowed_name();

-- Its texts stand apart, so that they can be erased while the seals still hold.
CREATE TABLE controller_contents (
    exercise_id    text NOT NULL,
    seq            bigint NOT NULL,          -- the entry whose body names it
    content_id     text NOT NULL CHECK (length(content_id) = 64),
    salt           bytea NOT NULL CHECK (length(salt) >= 16),
    bytes          bytea NOT NULL,
    PRIMARY KEY (exercise_id, seq, content_id),
    FOREIGN KEY (exercise_id, seq) REFERENCES controller_stream (exercise_id, seq)
);

CREATE TRIGGER controller_contents_never_change BEFORE UPDATE ON controller_contents
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER controller_contents_never_empty BEFORE TRUNCATE ON controller_contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_unruly_lead_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM controller_stream
        WHERE exercise_id = OLD.exercise_id AND type = 'TextErased' AND strpos(body, OLD.content_id) > 0
    ) THEN
        RAISE EXCEPTION 'controller_contents go only by a TextErased entry' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER controller_contents_go_by_rule BEFORE DELETE ON controller_contents
    FOR EACH ROW EXECUTE FUNCTION refuse_unruly_lead_erasure();

CREATE POLICY need_to_know ON controller_contents USING (exercise_id IN (SELECT led_by_me()));
ALTER TABLE controller_contents ENABLE ROW LEVEL SECURITY;
