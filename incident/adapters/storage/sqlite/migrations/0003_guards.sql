-- What may only grow, grows: no change, no deletion, no `INSERT OR REPLACE`, no gap.
-- Whoever owns the file can drop these; `incident verify` compares them with this text, word for word.

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- Of an attempt only its words go, and only those of a message that was erased.
CREATE TRIGGER attempts_never_change BEFORE UPDATE ON attempts
WHEN NEW.rowid <> OLD.rowid OR NEW.detail <> '' OR length(NEW.salt) > 0
    OR (NEW.outbox_id, NEW.n, NEW.fence, NEW.started_at, NEW.ended_at, NEW.class, NEW.assurance, NEW.status,
        NEW.provider_code, NEW.provider_id, NEW.retry_after, NEW.detail_digest, NEW.digest)
    IS NOT (OLD.outbox_id, OLD.n, OLD.fence, OLD.started_at, OLD.ended_at, OLD.class, OLD.assurance, OLD.status,
        OLD.provider_code, OLD.provider_id, OLD.retry_after, OLD.detail_digest, OLD.digest)
    OR NOT EXISTS (SELECT 1 FROM outbox WHERE id = OLD.outbox_id AND body = '')
BEGIN SELECT RAISE(ABORT, 'attempts are never changed'); END;

CREATE TRIGGER attempts_never_go BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END;

CREATE TRIGGER contents_never_change BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are never changed'); END;

CREATE TRIGGER commands_never_change BEFORE UPDATE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are never changed'); END;

CREATE TRIGGER commands_never_go BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are never deleted'); END;

CREATE TRIGGER workspace_chain_never_change BEFORE UPDATE ON workspace_chain
BEGIN SELECT RAISE(ABORT, 'workspace_chain are never changed'); END;

CREATE TRIGGER workspace_chain_never_go BEFORE DELETE ON workspace_chain
BEGIN SELECT RAISE(ABORT, 'workspace_chain are never deleted'); END;

CREATE TRIGGER controller_stream_never_change BEFORE UPDATE ON controller_stream
BEGIN SELECT RAISE(ABORT, 'controller_stream are never changed'); END;

CREATE TRIGGER controller_stream_never_go BEFORE DELETE ON controller_stream
BEGIN SELECT RAISE(ABORT, 'controller_stream are never deleted'); END;

-- Words go only after the log has said that they go, and on which rule.
CREATE TRIGGER contents_go_by_rule BEFORE DELETE ON contents
WHEN NOT EXISTS (
    SELECT 1 FROM events
    WHERE incident_id = OLD.incident_id AND type = 'ContentErased' AND instr(body, OLD.content_id) > 0
)
BEGIN SELECT RAISE(ABORT, 'contents go only by a ContentErased event'); END;

-- REPLACE deletes without a delete trigger, so a row is refused before it can replace another.
CREATE TRIGGER events_follow BEFORE INSERT ON events
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE incident_id = NEW.incident_id)
    OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
    OR EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'an event follows the last one of its incident'); END;

CREATE TRIGGER attempts_follow BEFORE INSERT ON attempts
WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM attempts WHERE outbox_id = NEW.outbox_id)
BEGIN SELECT RAISE(ABORT, 'an attempt follows the last one of its delivery'); END;

CREATE TRIGGER workspace_chain_follows BEFORE INSERT ON workspace_chain
WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM workspace_chain)
BEGIN SELECT RAISE(ABORT, 'the chain grows at its end'); END;

CREATE TRIGGER controller_stream_follows BEFORE INSERT ON controller_stream
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM controller_stream WHERE exercise_id = NEW.exercise_id)
    OR EXISTS (SELECT 1 FROM controller_stream WHERE event_id = NEW.event_id)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one of its exercise'); END;

CREATE TRIGGER commands_are_new BEFORE INSERT ON commands
WHEN EXISTS (SELECT 1 FROM commands WHERE command_id = NEW.command_id)
BEGIN SELECT RAISE(ABORT, 'a command is executed once'); END;

CREATE TRIGGER contents_are_new BEFORE INSERT ON contents
WHEN EXISTS (
    SELECT 1 FROM contents
    WHERE incident_id = NEW.incident_id AND seq = NEW.seq AND content_id = NEW.content_id
)
BEGIN SELECT RAISE(ABORT, 'a content is written once'); END;

CREATE TRIGGER outbox_to_living_targets BEFORE INSERT ON outbox
WHEN EXISTS (SELECT 1 FROM targets WHERE id = NEW.target_id AND exercise = NEW.exercise AND retired = 1)
BEGIN SELECT RAISE(ABORT, 'the target is no longer in the file'); END;

CREATE TRIGGER outbox_never_goes BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'deliveries are never deleted'); END;

CREATE TRIGGER outbox_is_new BEFORE INSERT ON outbox
WHEN EXISTS (SELECT 1 FROM outbox WHERE id = NEW.id OR key = NEW.key OR position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'a delivery is created once'); END;

CREATE TRIGGER outbox_keeps_its_place BEFORE UPDATE ON outbox
WHEN (NEW.position, NEW.id, NEW.key, NEW.incident_id, NEW.event_seq, NEW.message, NEW.target_id, NEW.exercise,
        NEW.language, NEW.kind, NEW.on_unknown, NEW.created_at, NEW.lifetime)
    IS NOT (OLD.position, OLD.id, OLD.key, OLD.incident_id, OLD.event_seq, OLD.message, OLD.target_id, OLD.exercise,
        OLD.language, OLD.kind, OLD.on_unknown, OLD.created_at, OLD.lifetime)
    OR NEW.fence < OLD.fence OR NEW.tries < OLD.tries
BEGIN SELECT RAISE(ABORT, 'a delivery keeps its recipient'); END;

CREATE TRIGGER outbox_ends_when_it_was_to BEFORE UPDATE ON outbox
WHEN NEW.expires_at <> OLD.expires_at AND NOT (
    OLD.state IN ('failed', 'unknown') AND NEW.state = 'pending' AND NEW.expires_at = NEW.due_at + OLD.lifetime
)
BEGIN SELECT RAISE(ABORT, 'only a retry gives a delivery more time'); END;

CREATE TRIGGER outbox_words_go_by_rule BEFORE UPDATE ON outbox
WHEN (NEW.recipient, NEW.address, NEW.title, NEW.body) IS NOT (OLD.recipient, OLD.address, OLD.title, OLD.body) AND (
    NEW.recipient NOT IN ('', OLD.recipient) OR NEW.address NOT IN ('', OLD.address)
    OR NEW.title <> '' OR NEW.body <> ''
    OR NOT EXISTS (SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND type = 'ContentErased')
)
BEGIN SELECT RAISE(ABORT, 'the words of a delivery go only by a ContentErased event'); END;

CREATE TRIGGER targets_keep_their_place BEFORE UPDATE ON targets
WHEN NEW.rowid <> OLD.rowid OR NEW.id <> OLD.id OR NEW.exercise <> OLD.exercise
BEGIN SELECT RAISE(ABORT, 'a target stays what it is'); END;
