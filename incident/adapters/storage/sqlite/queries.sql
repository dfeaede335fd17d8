-- What only SQLite says so.

-- name: anything-due
SELECT 1 FROM outbox
WHERE state = 'pending' AND due_at <= :now AND expires_at > :now AND target_id NOT IN (SELECT value FROM json_each(:busy))
    AND (due_at <= :left OR target_id IN (SELECT value FROM json_each(:known))) LIMIT 1

-- name: claimable
SELECT id FROM (
    SELECT *, row_number() OVER (PARTITION BY target_id ORDER BY exercise, kind <> 'page', due_at, position) AS place
    FROM outbox
    WHERE state = 'pending' AND due_at <= :now AND expires_at > :now
        AND target_id NOT IN (SELECT value FROM json_each(:busy))
        AND (due_at <= :left OR target_id IN (SELECT value FROM json_each(:known)))
)
WHERE place = 1 ORDER BY exercise, kind <> 'page', due_at, position LIMIT :limit

-- name: schema
SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL

-- name: may-read-stream
SELECT 1

-- name: tables
SELECT name FROM sqlite_master WHERE type = 'table'

-- name: outbox-columns
SELECT name FROM pragma_table_info('outbox')

-- What only a replica asks, which is always SQLite.

-- name: latest
SELECT incident_id, seq, digest FROM events
WHERE seq = (SELECT max(seq) FROM events AS later WHERE later.incident_id = events.incident_id)

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
