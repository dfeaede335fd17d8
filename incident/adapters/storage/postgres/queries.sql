-- What only PostgreSQL says so.

-- name: claimable
SELECT id FROM outbox
WHERE state = 'pending' AND position IN (
    SELECT position FROM (
        SELECT position, row_number() OVER (
            PARTITION BY target_id ORDER BY exercise, kind <> 'page', due_at, position
        ) AS place
        FROM outbox
        WHERE state = 'pending' AND due_at <= :now AND expires_at > :now AND NOT (target_id = ANY (:busy))
    ) AS ranked
    WHERE place = 1
)
ORDER BY exercise, kind <> 'page', due_at, position LIMIT :limit
FOR UPDATE SKIP LOCKED

-- name: lock
SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))

-- name: change-mark
SELECT hashtextextended(pg_current_snapshot()::text, 0)

-- name: login
SELECT session_user::text

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
WHERE pronargs = 0 AND pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: rules
SELECT rulename FROM pg_rewrite
JOIN pg_class ON pg_class.oid = ev_class
WHERE relkind IN ('r', 'p') AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: tables
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('meta'))

-- name: outbox-columns
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('outbox') AND attnum > 0 AND NOT attisdropped
