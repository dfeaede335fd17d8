-- What only PostgreSQL says so.

-- name: anything-due
SELECT 1 FROM targets AS known
WHERE NOT (known.id = ANY (:busy)) AND EXISTS (
    SELECT 1 FROM outbox
    WHERE target_id = known.id AND exercise = known.exercise AND state = 'pending'
        AND due_at <= :now AND expires_at > :now AND (due_at <= :left OR target_id = ANY (:known))
) LIMIT 1

-- name: claimable
SELECT id FROM outbox
WHERE state = 'pending' AND position = ANY (ARRAY(
    SELECT (
        SELECT position FROM outbox
        WHERE target_id = known.id AND state = 'pending' AND due_at <= :now AND expires_at > :now
            AND (due_at <= :left OR target_id = ANY (:known))
        ORDER BY exercise, (kind <> 'page'), due_at, position LIMIT 1
    )
    FROM (SELECT DISTINCT id FROM targets) AS known
    WHERE NOT (known.id = ANY (:busy))
))
ORDER BY exercise, kind <> 'page', due_at, position LIMIT :limit
FOR UPDATE SKIP LOCKED

-- name: waited-for
SELECT id, target_id FROM outbox
WHERE state = 'pending' AND expires_at > :now AND target_id <> ALL (:busy) AND id || ' ' || due_at = ANY (:over)
ORDER BY exercise, kind <> 'page', due_at, position

-- name: waited-for-to-take
SELECT id, target_id FROM outbox
WHERE state = 'pending' AND expires_at > :now AND target_id <> ALL (:busy) AND id || ' ' || due_at = ANY (:over)
ORDER BY exercise, kind <> 'page', due_at, position
FOR UPDATE SKIP LOCKED

-- name: underway
SELECT id, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind, title, body,
    state, assurance, on_unknown, created_at, due_at, expires_at, tries, fence, owner, lease_until, provider_id,
    last_class, last_detail
FROM outbox WHERE state IN ('pending', 'sending') AND incident_id = :incident_id

-- name: companions
SELECT id, title, body FROM outbox
WHERE state = 'pending' AND kind = 'status' AND target_id = :target_id AND address = :address
    AND incident_id = :incident_id AND recipient = :recipient AND language = :language AND exercise = :exercise
    AND on_unknown = 'hold' AND retry_seq = 0 AND body <> ''
    AND EXISTS (SELECT 1 FROM outbox AS head WHERE head.id = :head AND head.retry_seq = 0)
    AND due_at <= :now AND due_at <= :together AND expires_at > :now
ORDER BY due_at, position LIMIT :most
FOR UPDATE SKIP LOCKED

-- name: add-delivery
INSERT INTO outbox (id, key, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind,
    title, body, on_unknown, created_at, due_at, expires_at, lifetime, whom_salt, whom_digest, words_salt, words_digest)
SELECT told.id, told.key, told.incident_id, told.event_seq, told.message, told.target_id, told.exercise, told.recipient,
    told.address, told.language, told.kind, told.title, told.body, told.on_unknown, told.created_at, told.due_at,
    told.expires_at, told.lifetime, told.whom_salt, told.whom_digest, told.words_salt, told.words_digest
FROM unnest(
    CAST(:id AS text[]), CAST(:key AS text[]), CAST(:incident_id AS text[]), CAST(:event_seq AS bigint[]),
    CAST(:message AS text[]), CAST(:target_id AS text[]), CAST(:exercise AS boolean[]), CAST(:recipient AS text[]),
    CAST(:address AS text[]), CAST(:language AS text[]), CAST(:kind AS text[]), CAST(:title AS text[]),
    CAST(:body AS text[]), CAST(:on_unknown AS text[]), CAST(:created_at AS bigint[]), CAST(:due_at AS bigint[]),
    CAST(:expires_at AS bigint[]), CAST(:lifetime AS bigint[]), CAST(:whom_salt AS bytea[]),
    CAST(:whom_digest AS text[]), CAST(:words_salt AS bytea[]), CAST(:words_digest AS text[])
) WITH ORDINALITY AS told (
    id, key, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind, title, body,
    on_unknown, created_at, due_at, expires_at, lifetime, whom_salt, whom_digest, words_salt, words_digest, place
)
WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.key = told.key)
ORDER BY told.place

-- name: server-now
SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint

-- name: lock
SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))

-- name: hold-lead
SELECT pg_try_advisory_lock_shared(hashtextextended('led ' || digest, 0))
FROM events WHERE incident_id = :incident_id AND seq = 1

-- name: let-go-lead
SELECT pg_advisory_unlock_shared(hashtextextended('led ' || digest, 0))
FROM events WHERE incident_id = :incident_id AND seq = 1

-- name: still-there
SELECT 1

-- name: is-led
SELECT 1 FROM pg_locks, (
    SELECT hashtextextended('led ' || digest, 0) AS key FROM events WHERE incident_id = :incident_id AND seq = 1
) AS led
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295
LIMIT 1

-- name: change-mark
SELECT hashtextextended(pg_current_snapshot()::text, 0)

-- name: login
SELECT session_user::text

-- name: known-logins
SELECT rolname::text, coalesce(person_id, '') FROM pg_roles LEFT JOIN persons ON login = rolname
WHERE rolcanlogin AND pg_has_role(pg_roles.oid, to_regrole('incident_app')::oid, 'USAGE')

-- name: led-side
SELECT rolname::text, coalesce(person_id, ''),
    has_table_privilege(pg_roles.oid, 'controller_stream', 'SELECT')
    AND has_table_privilege(pg_roles.oid, 'controller_stream', 'INSERT')
FROM pg_roles LEFT JOIN persons ON login = rolname
WHERE person_id IS NOT NULL OR rolname = session_user

-- name: may-write-persons
SELECT has_table_privilege('persons', 'INSERT') AND has_table_privilege('persons', 'DELETE')

-- name: persons
SELECT login, person_id FROM persons

-- name: drop-persons
DELETE FROM persons

-- name: add-person
INSERT INTO persons (login, person_id) VALUES (:login, :person_id)

-- name: drop-readers
DELETE FROM readers WHERE incident_id = :incident_id

-- name: add-readers
INSERT INTO readers (incident_id, person_id) SELECT :incident_id, unnest(CAST(:persons AS text[]))

-- name: raw-readers
SELECT incident_id, person_id FROM readers
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, person_id

-- name: claims
SELECT resource_id, incident_id, allocation, quantity, exercise FROM all_claims()

-- name: rests
SELECT resource_id, quantity, rests_until, exercise FROM all_rests(:since) ORDER BY resource_id, rests_until, quantity

-- name: held
SELECT coalesce(sum(quantity), 0)::bigint FROM all_claims()
WHERE held = :table AND resource_id = :resource_id AND exercise = :exercise

-- name: claims-columns
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('reservations') AND attnum > 0 AND NOT attisdropped

-- name: closed
SELECT incident_id FROM closed_to_me() AS closed (incident_id)
WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.incident_id = closed.incident_id) ORDER BY incident_id

-- name: row-security
SELECT relname, relrowsecurity AND EXISTS (
    SELECT 1 FROM pg_policy
    WHERE polrelid = pg_class.oid AND polname = 'need_to_know' AND polcmd = '*' AND polroles = '{0}' AND polpermissive
)
FROM pg_class
WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: triggers
SELECT tgname, tgenabled IN ('O', 'A'), pg_get_triggerdef(pg_trigger.oid), prosrc
FROM pg_trigger
JOIN pg_proc ON pg_proc.oid = tgfoid
JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: functions
SELECT proname, prosrc FROM pg_proc
WHERE (pronargs = 0 OR oid = to_regprocedure('all_rests(text)'))
    AND pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: rules
SELECT rulename FROM pg_rewrite
JOIN pg_class ON pg_class.oid = ev_class
WHERE relkind IN ('r', 'p') AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: may-read-stream
SELECT has_table_privilege('controller_stream', 'SELECT'),
    has_table_privilege('controller_stream', 'SELECT') AND NOT row_security_active('controller_stream')

-- name: stream-columns
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('controller_stream') AND attnum > 0 AND NOT attisdropped

-- name: tables
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: outbox-columns
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('outbox') AND attnum > 0 AND NOT attisdropped

-- name: openings
WITH ours AS (
    SELECT oid, relname, relowner, relacl FROM pg_class
    WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))
), granted AS (
    SELECT relname, relowner, given.grantee, given.privilege_type AS privilege FROM ours, aclexplode(relacl) AS given
    UNION ALL
    SELECT relname || '.' || attname, relowner, given.grantee, given.privilege_type
    FROM ours JOIN pg_attribute ON attrelid = ours.oid, aclexplode(attacl) AS given
)
SELECT 'POLICY ' || polname || ' ON ' || relname FROM pg_policy JOIN ours ON ours.oid = polrelid
WHERE (polname, relname) <> ('worker_sends', 'outbox')
    AND (polname <> 'need_to_know' OR polwithcheck IS NOT NULL OR regexp_replace(
        pg_get_expr(polqual, polrelid), '\s+', '', 'g'
    ) NOT IN (
        '(NOT(incident_idIN(SELECTclosed_to_me()ASclosed_to_me)))',
        '(exercise_idIN(SELECTled_by_me()ASled_by_me))',
        '(EXISTS(SELECT1FROMoutboxWHERE(outbox.id=attempts.outbox_id)))'
    ))
UNION ALL
SELECT 'POLICY worker_sends ON outbox' FROM pg_policy JOIN ours ON ours.oid = polrelid
WHERE (polname, relname) = ('worker_sends', 'outbox') AND polroles <> ARRAY[to_regrole('incident_worker')::oid]
UNION ALL
SELECT privilege || ' ON ' || relname || ' TO ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
FROM granted
WHERE grantee <> relowner AND NOT (CASE grantee
    WHEN to_regrole('incident_app') THEN CASE
        WHEN relname IN ('meta', 'persons') THEN privilege = 'SELECT'
        WHEN relname IN ('events', 'commands', 'workspace_chain', 'attempts', 'custody') THEN privilege IN (
            'SELECT', 'INSERT'
        )
        WHEN relname IN ('attempts.detail', 'attempts.salt') THEN privilege = 'UPDATE'
        WHEN relname IN ('contents', 'evidence_parts', 'readers') THEN privilege IN ('SELECT', 'INSERT', 'DELETE')
        WHEN relname IN ('outbox', 'reservations', 'budget_holds') THEN privilege IN ('SELECT', 'INSERT', 'UPDATE')
        WHEN relname IN ('incident_summaries', 'targets') THEN privilege IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
        ELSE false
    END
    WHEN to_regrole('incident_controller') THEN CASE relname
        WHEN 'controller_stream' THEN privilege IN ('SELECT', 'INSERT')
        WHEN 'controller_contents' THEN privilege IN ('SELECT', 'INSERT', 'DELETE')
        ELSE false
    END
    ELSE privilege = 'SELECT'
END)
UNION ALL
SELECT 'ROLE ' || rolname || ' BYPASSRLS' FROM pg_roles JOIN pg_auth_members ON member = pg_roles.oid
WHERE roleid IN (to_regrole('incident_app'), to_regrole('incident_worker')) AND (rolbypassrls OR rolsuper)
UNION ALL
SELECT 'FUNCTION ' || proname FROM pg_proc
WHERE pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))
    AND (proname IN ('closed_to_me', 'all_claims', 'all_rests') OR proname LIKE 'refuse\_%')
    AND (prosecdef <> (proname IN ('closed_to_me', 'all_claims', 'all_rests', 'refuse_unsaid_readers'))
        OR coalesce(array_to_string(proconfig, ' '), '') NOT LIKE 'search_path=%, pg_temp')

-- name: constraints
SELECT relname || ' ' || conname, pg_get_constraintdef(pg_constraint.oid)
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype IN ('p', 'u', 'f', 'c', 'x')
    AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))
UNION ALL
SELECT relname || '.' || attname, 'NOT NULL'
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE attnotnull AND attnum > 0 AND NOT attisdropped AND relkind = 'r'
    AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))
UNION ALL
SELECT relname || ' ' || (SELECT relname FROM pg_class WHERE oid = indexrelid), regexp_replace(pg_get_indexdef(indexrelid), ' ON \S+\.', ' ON ')
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE (indisunique OR indpred IS NOT NULL OR indexprs IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    AND relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: has-custody
SELECT 1 FROM pg_class WHERE oid = to_regclass('custody')

-- name: custody
SELECT place, place_of_log(), instance_id FROM custody ORDER BY n DESC LIMIT 1

-- name: raw-custody
SELECT n, kind, instance_id, 0 FROM custody ORDER BY n

-- name: add-custody
INSERT INTO custody (n, kind, at, person, place, instance_id)
SELECT max(n) + 1, 'confirmed', :at, :person, place_of_log(), :instance_id FROM custody

-- name: perhaps-sent
SELECT id FROM outbox WHERE state = 'pending' AND due_at <= :now ORDER BY position
