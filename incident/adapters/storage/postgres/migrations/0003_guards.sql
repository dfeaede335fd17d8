-- What may only grow, grows: no change, no deletion, no emptying, no gap.
-- The owner of the tables can switch these off; `incident verify` says so when somebody has.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_never_go BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_never_empty BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_never_go BEFORE DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_never_empty BEFORE TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contents_never_change BEFORE UPDATE ON contents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contents_never_empty BEFORE TRUNCATE ON contents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commands_never_go BEFORE DELETE ON commands FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commands_never_empty BEFORE TRUNCATE ON commands FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER workspace_chain_never_change BEFORE UPDATE ON workspace_chain FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER workspace_chain_never_go BEFORE DELETE ON workspace_chain FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER workspace_chain_never_empty BEFORE TRUNCATE ON workspace_chain FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER controller_stream_never_change BEFORE UPDATE ON controller_stream FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER controller_stream_never_go BEFORE DELETE ON controller_stream FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER controller_stream_never_empty BEFORE TRUNCATE ON controller_stream FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outbox_never_go BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outbox_never_empty BEFORE TRUNCATE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER targets_keep_their_place BEFORE UPDATE OF id, exercise ON targets
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Of an attempt only its words go, and only those of a message that was erased.
CREATE FUNCTION refuse_changed_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.detail <> '' OR length(NEW.salt) > 0
        OR (NEW.outbox_id, NEW.n, NEW.fence, NEW.started_at, NEW.ended_at, NEW.class, NEW.assurance, NEW.status,
            NEW.provider_code, NEW.provider_id, NEW.retry_after, NEW.detail_digest, NEW.digest)
        IS DISTINCT FROM (OLD.outbox_id, OLD.n, OLD.fence, OLD.started_at, OLD.ended_at, OLD.class, OLD.assurance,
            OLD.status, OLD.provider_code, OLD.provider_id, OLD.retry_after, OLD.detail_digest, OLD.digest)
        OR NOT EXISTS (SELECT 1 FROM outbox WHERE id = OLD.outbox_id AND body = '')
    THEN
        RAISE EXCEPTION 'attempts are append-only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attempts_never_change BEFORE UPDATE ON attempts
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_attempt();

CREATE FUNCTION refuse_changed_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.position, NEW.id, NEW.key, NEW.incident_id, NEW.event_seq, NEW.message, NEW.target_id, NEW.exercise,
            NEW.language, NEW.kind, NEW.on_unknown, NEW.created_at, NEW.lifetime)
        IS DISTINCT FROM (OLD.position, OLD.id, OLD.key, OLD.incident_id, OLD.event_seq, OLD.message, OLD.target_id,
            OLD.exercise, OLD.language, OLD.kind, OLD.on_unknown, OLD.created_at, OLD.lifetime)
        OR NEW.fence < OLD.fence OR NEW.tries < OLD.tries
    THEN
        RAISE EXCEPTION 'a delivery keeps its recipient' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.expires_at <> OLD.expires_at AND NOT (
        OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.expires_at = NEW.due_at + OLD.lifetime
    ) THEN
        RAISE EXCEPTION 'only a retry gives a delivery more time' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.recipient, NEW.address, NEW.title, NEW.body)
            IS DISTINCT FROM (OLD.recipient, OLD.address, OLD.title, OLD.body) AND (
        NEW.recipient NOT IN ('', OLD.recipient) OR NEW.address NOT IN ('', OLD.address)
        OR NEW.title <> '' OR NEW.body <> ''
        OR NOT EXISTS (SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND type = 'ContentErased')
    ) THEN
        RAISE EXCEPTION 'the words of a delivery go only by a ContentErased event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_keeps_its_place BEFORE UPDATE ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_delivery();

-- Words go only after the log has said that they go, and on which rule.
CREATE FUNCTION refuse_unruly_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM events
        WHERE incident_id = OLD.incident_id AND type = 'ContentErased' AND strpos(body, OLD.content_id) > 0
    ) THEN
        RAISE EXCEPTION 'contents go only by a ContentErased event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER contents_go_by_rule BEFORE DELETE ON contents
    FOR EACH ROW EXECUTE FUNCTION refuse_unruly_erasure();

CREATE FUNCTION refuse_gap_in_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE incident_id = NEW.incident_id) THEN
        RAISE EXCEPTION 'an event follows the last one of its incident' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER events_follow BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_events();

CREATE FUNCTION refuse_gap_in_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM attempts WHERE outbox_id = NEW.outbox_id) THEN
        RAISE EXCEPTION 'an attempt follows the last one of its delivery' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attempts_follow BEFORE INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_attempts();

CREATE FUNCTION refuse_gap_in_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM workspace_chain) THEN
        RAISE EXCEPTION 'the chain grows at its end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workspace_chain_follows BEFORE INSERT ON workspace_chain
    FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_chain();

CREATE FUNCTION refuse_gap_in_controller_stream() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM controller_stream WHERE exercise_id = NEW.exercise_id) THEN
        RAISE EXCEPTION 'an entry follows the last one of its exercise' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER controller_stream_follows BEFORE INSERT ON controller_stream
    FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_controller_stream();

CREATE FUNCTION refuse_retired_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM targets WHERE id = NEW.target_id AND exercise = NEW.exercise AND retired) THEN
        RAISE EXCEPTION 'the target is no longer in the file' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outbox_to_living_targets BEFORE INSERT ON outbox
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_target();
