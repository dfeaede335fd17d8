-- What only SQLite says so.

-- name: anything-due
SELECT 1 FROM targets AS known
WHERE known.id NOT IN (SELECT value FROM json_each(:busy)) AND EXISTS (
    SELECT 1 FROM outbox
    WHERE target_id = known.id AND exercise = known.exercise AND state = 'pending'
        AND due_at <= :now AND expires_at > :now
        AND (due_at <= :left OR target_id IN (SELECT value FROM json_each(:known)))
) LIMIT 1

-- name: claimable
SELECT id FROM outbox WHERE position IN (
    SELECT (
        SELECT position FROM outbox
        WHERE target_id = known.id AND state = 'pending' AND due_at <= :now AND expires_at > :now
            AND (due_at <= :left OR target_id IN (SELECT value FROM json_each(:known)))
        ORDER BY exercise, kind <> 'page', due_at, position LIMIT 1
    )
    FROM (SELECT DISTINCT id FROM targets) AS known
    WHERE known.id NOT IN (SELECT value FROM json_each(:busy))
)
ORDER BY exercise, kind <> 'page', due_at, position LIMIT :limit

-- name: waited-for
SELECT id, target_id FROM outbox
WHERE state = 'pending' AND expires_at > :now AND target_id NOT IN (SELECT value FROM json_each(:busy)) AND id || ' ' || due_at IN (SELECT value FROM json_each(:over))
ORDER BY exercise, kind <> 'page', due_at, position

-- name: waited-for-to-take
SELECT id, target_id FROM outbox
WHERE state = 'pending' AND expires_at > :now AND target_id NOT IN (SELECT value FROM json_each(:busy)) AND id || ' ' || due_at IN (SELECT value FROM json_each(:over))
ORDER BY exercise, kind <> 'page', due_at, position

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

-- name: add-delivery
INSERT INTO outbox (id, key, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind,
    title, body, on_unknown, created_at, due_at, expires_at, lifetime, whom_salt, whom_digest, words_salt, words_digest)
SELECT :id, :key, :incident_id, :event_seq, :message, :target_id, :exercise, :recipient, :address, :language, :kind,
    :title, :body, :on_unknown, :created_at, :due_at, :expires_at, :lifetime, :whom_salt, :whom_digest, :words_salt,
    :words_digest
WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE key = :key)

-- name: raw-lists
SELECT incident_id, event_seq, delivery, message FROM named_deliveries
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, event_seq, delivery

-- name: schema
SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL

-- name: may-read-stream
SELECT 1, 1

-- name: stream-columns
SELECT name FROM pragma_table_info('controller_stream')

-- name: tables
SELECT name FROM sqlite_master WHERE type = 'table'

-- name: outbox-columns
SELECT name FROM pragma_table_info('outbox')

-- name: claims
SELECT resource_id, incident_id, allocation, quantity, exercise FROM reservations WHERE ended_seq IS NULL
UNION ALL
SELECT resource_id, incident_id, allocation, quantity, exercise FROM budget_holds WHERE ended_seq IS NULL

-- name: rests
WITH said AS MATERIALIZED (
    SELECT incident_id, seq, type, json_extract(body, '$.allocation') AS allocation,
        json_extract(body, '$.until') AS rests_until,
        type = 'AllocationOut' AND json_extract(body, '$.reason') = 'rest' AS is_rest
    FROM events WHERE type IN ('AllocationMoved', 'AllocationOut', 'RestTakenBack') AND json_valid(body)
), standing AS (
    SELECT *, row_number() OVER (PARTITION BY incident_id, allocation ORDER BY seq DESC) AS place FROM said AS one
    WHERE type <> 'RestTakenBack' AND NOT (is_rest AND (
        SELECT count(*) FILTER (WHERE type = 'RestTakenBack') > count(*) FILTER (WHERE is_rest) FROM said AS later
        WHERE (later.incident_id, later.allocation, later.rests_until)
            = (one.incident_id, one.allocation, one.rests_until) AND later.seq > one.seq
    ))
)
SELECT given.resource_id, given.quantity, standing.rests_until, given.exercise
FROM standing JOIN reservations AS given USING (incident_id, allocation)
WHERE standing.place = 1 AND standing.is_rest AND given.ended_seq IS NOT NULL AND standing.rests_until >= :since
ORDER BY given.resource_id, standing.rests_until, given.quantity

-- name: held
SELECT CASE :table
    WHEN 'reservations' THEN (
        SELECT coalesce(sum(quantity), 0) FROM reservations
        WHERE resource_id = :resource_id AND exercise = :exercise AND ended_seq IS NULL
    ) ELSE (
        SELECT coalesce(sum(quantity), 0) FROM budget_holds
        WHERE resource_id = :resource_id AND exercise = :exercise AND ended_seq IS NULL
    )
END

-- name: claims-columns
SELECT name FROM pragma_table_info('reservations')

-- What only a replica asks, which is always SQLite.

-- name: latest
SELECT incident_id, seq, digest FROM events
WHERE seq = (SELECT max(seq) FROM events AS later WHERE later.incident_id = events.incident_id)

-- name: confirmed-digests
SELECT digest FROM events WHERE incident_id = :incident_id AND seq <= :seq ORDER BY seq

-- name: base
SELECT incident_id, seq FROM ahead

-- name: lost
SELECT incident_id, after_seq, until_seq, file FROM lost ORDER BY rowid

-- name: add-lost
INSERT INTO lost (incident_id, after_seq, until_seq, file) VALUES (:incident_id, :after, :until, :file)

-- name: journal
SELECT command_id, incident_id, kind, command, actor, on_behalf_of, occurred_at,
    coalesce((SELECT seq FROM ahead WHERE ahead.incident_id = journal.incident_id), 0), position
FROM journal ORDER BY position

-- name: journal-length
SELECT count(*) FROM journal

-- name: ahead
SELECT incident_id FROM ahead ORDER BY incident_id

-- name: put-ahead
INSERT OR IGNORE INTO ahead (incident_id, seq) VALUES (:incident_id, :seq)

-- name: drop-ahead
DELETE FROM ahead WHERE incident_id = :incident_id

-- name: add-journal
INSERT INTO journal (command_id, incident_id, kind, command, actor, on_behalf_of, occurred_at)
VALUES (:command_id, :incident_id, :kind, :command, :actor, :on_behalf_of, :occurred_at)

-- name: settle-journal
DELETE FROM journal WHERE command_id = :command_id

-- name: server
SELECT instance_id, login FROM server

-- name: put-server
INSERT INTO server (only_row, instance_id, login) VALUES (1, :instance_id, :login)
ON CONFLICT (only_row) DO UPDATE SET instance_id = excluded.instance_id, login = excluded.login

-- name: forget-contents
DELETE FROM contents WHERE incident_id = :incident_id

-- name: forget-commands
DELETE FROM commands WHERE incident_id = :incident_id

-- name: forget-entries
DELETE FROM events WHERE incident_id = :incident_id

-- What only a file asks: whose copy it is.

-- name: has-custody
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'custody'

-- name: custody
SELECT kind, at, place, instance_id, deliveries FROM custody WHERE kind <> 'backed-up' ORDER BY n DESC LIMIT 1

-- name: copied
SELECT at FROM custody WHERE kind = 'copied' ORDER BY n DESC LIMIT 1

-- name: last-backup
SELECT at, place FROM custody WHERE kind IN ('backed-up', 'copied') ORDER BY at DESC, n DESC LIMIT 1

-- name: add-custody
INSERT INTO custody (n, kind, at, person, place, instance_id, deliveries)
SELECT coalesce(max(n), 0) + 1, :kind, :at, :person, :place, :instance_id,
    (SELECT coalesce(max(position), 0) FROM outbox)
FROM custody

-- name: perhaps-sent
SELECT id FROM outbox WHERE state = 'pending' AND due_at <= :now AND position <= :position ORDER BY position

-- name: raw-custody
SELECT n, kind, instance_id, deliveries FROM custody ORDER BY n

-- name: extent
SELECT count(DISTINCT incident_id), count(*) FROM events

-- name: digests
SELECT incident_id, digest FROM events ORDER BY incident_id, seq
