-- What only SQLite says so.

-- name: claimable
SELECT id FROM (
    SELECT *, row_number() OVER (PARTITION BY target_id ORDER BY exercise, kind <> 'page', due_at, position) AS place
    FROM outbox
    WHERE state = 'pending' AND due_at <= :now AND expires_at > :now
        AND target_id NOT IN (SELECT value FROM json_each(:busy))
)
WHERE place = 1 ORDER BY exercise, kind <> 'page', due_at, position LIMIT :limit

-- name: triggers
SELECT name, sql FROM sqlite_master WHERE type = 'trigger'
