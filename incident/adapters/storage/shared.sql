-- What both databases say in the same words. A dialect's own file adds the rest. Parameters are written `:name`.
-- `titles` of a list: a log before the migration that added the column has none, and the name then means that of `older`.

-- name: standing
SELECT (SELECT seq FROM events WHERE incident_id = :incident_id ORDER BY seq DESC LIMIT 1),
    (SELECT digest FROM events WHERE incident_id = :incident_id ORDER BY seq DESC LIMIT 1),
    EXISTS (SELECT 1 FROM commands WHERE command_id = :command_id)

-- name: command
SELECT command_id, incident_id, first_seq, count, request_digest FROM commands WHERE command_id = :command_id

-- name: entries
SELECT incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, recorded_at, body, digest
FROM events WHERE incident_id = :incident_id AND seq > :after ORDER BY seq

-- name: entry
SELECT incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, recorded_at, body, digest
FROM events WHERE incident_id = :incident_id AND seq = :seq

-- name: words
SELECT content_id, bytes FROM contents WHERE incident_id = :incident_id AND seq > :after

-- name: words-between
SELECT content_id, bytes FROM contents WHERE incident_id = :incident_id AND seq > :after AND seq < :before

-- name: words-of
SELECT content_id, bytes FROM contents WHERE incident_id = :incident_id AND seq = :seq

-- name: add-entry
INSERT INTO events (incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, recorded_at,
    body, command_id, digest)
VALUES (:incident_id, :seq, :event_id, :type, :schema_version, :actor, :on_behalf_of, :occurred_at, :recorded_at,
    :body, :command_id, :digest)

-- name: add-content
INSERT INTO contents (incident_id, seq, content_id, salt, bytes) VALUES (:incident_id, :seq, :content_id, :salt, :bytes)

-- name: add-part
INSERT INTO evidence_parts (incident_id, seq, content_id, salt, bytes)
VALUES (:incident_id, :seq, :content_id, :salt, :bytes)

-- name: part
SELECT bytes FROM evidence_parts WHERE incident_id = :incident_id AND seq = :seq AND content_id = :content_id

-- name: add-command
INSERT INTO commands (command_id, incident_id, first_seq, count, request_digest)
VALUES (:command_id, :incident_id, :first_seq, :count, :request_digest)

-- name: last-link
SELECT position, digest FROM workspace_chain ORDER BY position DESC LIMIT 1

-- name: add-link
INSERT INTO workspace_chain (position, kind, incident_id, head, digest)
VALUES (:position, :kind, :incident_id, :head, :digest)

-- name: opened-ids
SELECT incident_id FROM workspace_chain WHERE kind = 'opened'

-- name: has-content
SELECT 1 FROM contents WHERE incident_id = :incident_id AND seq = :seq AND content_id = :content_id

-- name: erase-content
DELETE FROM contents WHERE incident_id = :incident_id AND seq = :seq AND content_id = :content_id

-- name: erase-part
DELETE FROM evidence_parts WHERE incident_id = :incident_id AND seq = :seq AND content_id = :content_id

-- name: scrub-message
UPDATE outbox SET title = '', body = '', words_salt = :nothing, recipient = '', address = '', whom_salt = :nothing,
    last_detail = '', recalled = :yes,
    state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END
WHERE incident_id = :incident_id AND message = :message

-- name: scrub-attempts
UPDATE attempts SET detail = '', salt = :nothing
WHERE outbox_id IN (SELECT id FROM outbox WHERE incident_id = :incident_id AND message = :message)

-- name: scrub-messages
UPDATE outbox SET title = '', body = '', words_salt = :nothing, recalled = :yes,
    state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END
WHERE incident_id = :incident_id

-- name: scrub-title
UPDATE incident_summaries SET title = '', titles = '{}' WHERE incident_id = :incident_id

-- name: summary
SELECT incident_id, title, tier, mode, status, runbook, commander, declared_at, updated_at, seq, step, steps_done,
    steps_total, next_due_at, next_due, head, (
        SELECT titles FROM incident_summaries AS own WHERE own.incident_id = listed.incident_id
    )
FROM incident_summaries AS listed, (SELECT CAST('{}' AS text) AS titles) AS older
WHERE incident_id = :incident_id

-- name: summaries
SELECT incident_id, title, tier, mode, status, runbook, commander, declared_at, updated_at, seq, step, steps_done,
    steps_total, next_due_at, next_due, head, (
        SELECT titles FROM incident_summaries AS own WHERE own.incident_id = listed.incident_id
    )
FROM incident_summaries AS listed, (SELECT CAST('{}' AS text) AS titles) AS older
ORDER BY mode DESC, tier, next_due_at IS NULL, next_due_at, incident_id

-- name: open-summaries
SELECT incident_id, title, tier, mode, status, runbook, commander, declared_at, updated_at, seq, step, steps_done,
    steps_total, next_due_at, next_due, head, (
        SELECT titles FROM incident_summaries AS own WHERE own.incident_id = listed.incident_id
    )
FROM incident_summaries AS listed, (SELECT CAST('{}' AS text) AS titles) AS older
WHERE status = 'open' OR substr(next_due, 1, 7) = 'report:' OR substr(next_due, 1, 11) = 'unverified:'
    OR next_due = 'case-ask'
ORDER BY mode DESC, tier, next_due_at IS NULL, next_due_at, incident_id

-- name: put-summary
INSERT INTO incident_summaries (incident_id, title, tier, mode, status, runbook, commander, declared_at, updated_at,
    seq, step, steps_done, steps_total, next_due_at, next_due, head, titles)
VALUES (:incident_id, :title, :tier, :mode, :status, :runbook, :commander, :declared_at, :updated_at,
    :seq, :step, :steps_done, :steps_total, :next_due_at, :next_due, :head, :titles)
ON CONFLICT (incident_id) DO UPDATE SET title = excluded.title, tier = excluded.tier, mode = excluded.mode,
    status = excluded.status, runbook = excluded.runbook, commander = excluded.commander,
    declared_at = excluded.declared_at, updated_at = excluded.updated_at, seq = excluded.seq, step = excluded.step,
    steps_done = excluded.steps_done, steps_total = excluded.steps_total, next_due_at = excluded.next_due_at,
    next_due = excluded.next_due, head = excluded.head, titles = excluded.titles

-- name: drop-summary
DELETE FROM incident_summaries WHERE incident_id = :incident_id

-- name: holding
SELECT DISTINCT incident_id FROM events WHERE type = :type ORDER BY incident_id

-- name: incidents
SELECT incident_id FROM events WHERE seq = 1 ORDER BY incident_id

-- name: cancel-message
UPDATE outbox SET recalled = :yes, state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END
WHERE incident_id = :incident_id AND message = :message AND state IN ('pending', 'sending')

-- name: cancel-delivery
UPDATE outbox SET recalled = :yes, state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END
WHERE id = :id AND incident_id = :incident_id AND state IN ('pending', 'sending')

-- name: under-way
SELECT id FROM outbox WHERE incident_id = :incident_id AND message = :message AND state = 'sending'

-- name: stop-delivery
UPDATE outbox SET recalled = :yes, state = 'cancelled' WHERE id = :id AND incident_id = :incident_id AND state = 'pending'

-- name: retry-delivery
UPDATE outbox SET state = 'pending', recalled = :no, retry_seq = :seq, due_at = :now, expires_at = :now + lifetime
WHERE id = :id AND incident_id = :incident_id AND state IN ('failed', 'unknown') AND body <> ''

-- name: pause-delivery
UPDATE outbox SET paused_seq = :seq, due_at = due_at + :later, expires_at = expires_at + :later
WHERE id = :id AND incident_id = :incident_id AND state = 'pending' AND tries = 0

-- name: delivery
SELECT id, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind, title, body,
    state, assurance, on_unknown, created_at, due_at, expires_at, tries, fence, owner, lease_until, provider_id,
    last_class, last_detail
FROM outbox WHERE id = :id

-- name: deliveries
SELECT id, incident_id, event_seq, message, target_id, exercise, recipient, address, language, kind, title, body,
    state, assurance, on_unknown, created_at, due_at, expires_at, tries, fence, owner, lease_until, provider_id,
    last_class, last_detail
FROM outbox WHERE incident_id = :incident_id ORDER BY position

-- name: take
UPDATE outbox SET state = 'sending', owner = :owner, lease_until = :lease_until, fence = fence + 1, tries = tries + 1
WHERE id = :id

-- name: take-along
UPDATE outbox SET state = 'sending', owner = :owner, lease_until = :lease_until, fence = fence + 1, tries = tries + 1,
    bundled_into = :head
WHERE id = :id

-- name: bundled
SELECT id, bundled_into FROM outbox WHERE incident_id = :incident_id AND bundled_into <> ''

-- name: tried
SELECT attempts.outbox_id, MIN(attempts.started_at),
    MAX(CASE WHEN outbox.state = 'sent' AND attempts.class = 'delivered' THEN attempts.started_at END),
    COUNT(CASE WHEN attempts.detail = 'turn-later' THEN 1 END)
FROM outbox JOIN attempts ON attempts.outbox_id = outbox.id
WHERE outbox.incident_id = :incident_id GROUP BY attempts.outbox_id

-- name: tried-once
SELECT MIN(attempts.started_at),
    MAX(CASE WHEN outbox.state = 'sent' AND attempts.class = 'delivered' THEN attempts.started_at END),
    COUNT(CASE WHEN attempts.detail = 'turn-later' THEN 1 END)
FROM outbox JOIN attempts ON attempts.outbox_id = outbox.id WHERE outbox.id = :id

-- name: bundled-once
SELECT bundled_into FROM outbox WHERE id = :id

-- name: head-of
SELECT digest FROM events WHERE incident_id = :incident_id ORDER BY seq DESC LIMIT 1

-- name: claimed
SELECT 1 FROM outbox WHERE id = :id AND fence = :fence AND state = 'sending' AND recalled = :no

-- name: settle
UPDATE outbox SET state = CASE WHEN recalled = :yes THEN :recalled_state ELSE :state END, assurance = :assurance,
    due_at = coalesce(:due_at, due_at), owner = '', lease_until = NULL, provider_id = coalesce(nullif(:provider_id, ''), provider_id), last_class = :last_class,
    last_detail = :last_detail
WHERE id = :id AND fence = :fence AND state = 'sending'

-- name: attempts
SELECT outbox_id, fence, started_at, ended_at, class, assurance, status, provider_code, provider_id, retry_after, detail
FROM attempts WHERE outbox_id = :id ORDER BY n

-- name: last-attempt
SELECT n, digest FROM attempts WHERE outbox_id = :id ORDER BY n DESC LIMIT 1

-- name: add-attempt
INSERT INTO attempts (outbox_id, n, fence, started_at, ended_at, class, assurance, status, provider_code, provider_id,
    retry_after, detail, salt, detail_digest, digest)
VALUES (:outbox_id, :n, :fence, :started_at, :ended_at, :result, :assurance, :status, :provider_code, :provider_id,
    :retry_after, :detail, :salt, :detail_digest, :digest)

-- name: anything-overdue
SELECT 1 FROM outbox WHERE lease_until <= :now
UNION ALL SELECT 1 FROM outbox
WHERE state = 'pending' AND expires_at <= :now AND NOT (expires_at > :kept_after AND expires_at <= :kept_to)
LIMIT 1

-- name: expire
UPDATE outbox SET state = 'expired', expired_at = :now
WHERE state = 'pending' AND expires_at <= :now AND NOT (expires_at > :kept_after AND expires_at <= :kept_to) RETURNING id

-- name: too-late
SELECT count(*) FROM outbox WHERE state = 'pending' AND expires_at > :kept_after AND expires_at <= :kept_to

-- name: written-before
SELECT recorded_at FROM events WHERE recorded_at <= :before ORDER BY position DESC LIMIT 1

-- name: overdue-claims
SELECT id FROM outbox WHERE lease_until <= :now ORDER BY id

-- name: claimed-by
SELECT 1 FROM outbox WHERE id = :id AND fence = :fence AND state = 'sending'

-- name: give-up-leases
UPDATE outbox SET
    state = CASE WHEN on_unknown = 'repeat' AND expires_at > :now AND recalled = :no THEN 'pending' ELSE 'unknown' END,
    due_at = CASE WHEN on_unknown = 'repeat' AND expires_at > :now AND recalled = :no THEN :now ELSE due_at END,
    owner = '', lease_until = NULL, last_class = 'unknown', last_detail = ''
WHERE state = 'sending' AND lease_until <= :now RETURNING id

-- name: waits
SELECT id, due_at, coalesce(
    (SELECT ended_at FROM attempts WHERE outbox_id = outbox.id ORDER BY n DESC LIMIT 1), created_at
) FROM outbox WHERE state = 'pending' AND due_at > :now

-- name: waiting
SELECT count(*), min(coalesce(lease_until, due_at)) FROM outbox WHERE state IN ('pending', 'sending')

-- name: underway-in
SELECT DISTINCT incident_id FROM outbox WHERE state IN ('pending', 'sending')

-- name: targets
SELECT id, exercise, kind FROM targets WHERE retired = :no ORDER BY id, exercise

-- name: put-target
INSERT INTO targets (id, exercise, kind, retired) VALUES (:id, :exercise, :kind, :no)
ON CONFLICT (id, exercise) DO UPDATE SET kind = excluded.kind, retired = excluded.retired

-- name: retire-target
UPDATE targets SET retired = :yes WHERE id = :id AND exercise = :exercise

-- name: drop-target
DELETE FROM targets WHERE id = :id AND exercise = :exercise
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE target_id = :id AND outbox.exercise = :exercise)

-- name: controls
SELECT schema_version, min_reader, instance_id FROM meta

-- name: raw-events
SELECT incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, recorded_at, body,
    command_id, digest, position
FROM events WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, seq

-- name: copy-entries
SELECT incident_id, seq, event_id, type, schema_version, actor, on_behalf_of, occurred_at, recorded_at, body,
    command_id, digest
FROM events WHERE incident_id = :incident_id AND seq > :after ORDER BY seq

-- name: copy-contents
SELECT incident_id, seq, content_id, salt, bytes FROM contents WHERE incident_id = :incident_id AND seq > :after

-- name: raw-contents
SELECT incident_id, seq, content_id, salt, bytes FROM contents
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, seq

-- name: raw-part-names
SELECT incident_id, seq, content_id FROM evidence_parts
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, seq, content_id

-- name: raw-part
SELECT incident_id, seq, content_id, salt, bytes FROM evidence_parts
WHERE incident_id = :incident_id AND seq = :seq AND content_id = :content_id

-- name: raw-commands
SELECT incident_id, first_seq, count, command_id FROM commands
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, first_seq

-- name: raw-heads
SELECT incident_id, seq, head FROM incident_summaries WHERE CAST(:only AS text) IS NULL OR incident_id = :only

-- name: raw-attempts
SELECT incident_id, event_seq, body, outbox_id, n, attempts.fence, started_at, ended_at, class, attempts.assurance,
    status, provider_code, attempts.provider_id, retry_after, detail_digest, detail, salt, digest
FROM attempts LEFT JOIN outbox ON outbox.id = outbox_id
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY outbox_id, n

-- name: raw-deliveries
SELECT incident_id, event_seq, state, tries, id, key, message, target_id, exercise, language, kind, on_unknown,
    created_at, lifetime, whom_digest, words_digest, whom_salt, recipient, address, words_salt, title, body,
    fence, last_class, assurance, last_detail, provider_id, recalled, due_at, expires_at, expired_at, retry_seq,
    lease_until, position, bundled_into, paused_seq
FROM outbox
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY position

-- name: raw-deliveries-of-reader-11
SELECT incident_id, event_seq, state, tries, id, key, message, target_id, exercise, language, kind, on_unknown,
    created_at, lifetime, whom_digest, words_digest, whom_salt, recipient, address, words_salt, title, body,
    fence, last_class, assurance, last_detail, provider_id, recalled, due_at, expires_at, expired_at, retry_seq,
    lease_until, position, '', 0
FROM outbox
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY position

-- name: raw-deliveries-of-reader-4
SELECT incident_id, event_seq, state, tries, id, key, message, target_id, exercise, language, kind, on_unknown,
    created_at, lifetime, whom_digest, words_digest, whom_salt, recipient, address, words_salt, title, body,
    fence, last_class, assurance, last_detail, provider_id, recalled, due_at, expires_at, NULL, NULL,
    lease_until, position, '', 0
FROM outbox
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY position

-- name: raw-deliveries-of-reader-3
SELECT incident_id, event_seq, state, tries, id, key, message, target_id, exercise, language, kind, on_unknown,
    created_at, lifetime, '', '', '', recipient, address, '', title, body,
    fence, last_class, assurance, last_detail, provider_id, recalled, due_at, expires_at, NULL, NULL,
    lease_until, position, '', 0
FROM outbox
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY position

-- name: own-claims
SELECT 'reservations', id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, '', ended_seq
FROM reservations WHERE incident_id = :incident_id
UNION ALL
SELECT 'budget_holds', id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, currency, ended_seq
FROM budget_holds WHERE incident_id = :incident_id

-- name: raw-claims
SELECT 'reservations', id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, '', ended_seq
FROM reservations WHERE CAST(:only AS text) IS NULL OR incident_id = :only
UNION ALL
SELECT 'budget_holds', id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, currency, ended_seq
FROM budget_holds WHERE CAST(:only AS text) IS NULL OR incident_id = :only

-- name: add-reservation
INSERT INTO reservations (id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, ended_seq)
VALUES (:id, :resource_id, :exercise, :incident_id, :allocation, :event_seq, :quantity, :capacity, :ended_seq)

-- name: add-hold
INSERT INTO budget_holds (id, resource_id, exercise, incident_id, allocation, event_seq, quantity, capacity, currency,
    ended_seq)
VALUES (:id, :resource_id, :exercise, :incident_id, :allocation, :event_seq, :quantity, :capacity, :currency,
    :ended_seq)

-- name: end-reservation
UPDATE reservations SET ended_seq = :ended_seq WHERE id = :id

-- name: end-hold
UPDATE budget_holds SET ended_seq = :ended_seq WHERE id = :id

-- name: raw-unsaid
SELECT incident_id, event_seq, held, id FROM (
    SELECT incident_id, event_seq, 'reservations' AS held, id FROM reservations
    UNION ALL SELECT incident_id, event_seq, 'budget_holds', id FROM budget_holds
) AS holds
WHERE CAST(:only AS text) IS NULL OR incident_id = :only ORDER BY incident_id, event_seq, held, id

-- name: raw-stream
SELECT exercise_id, seq, event_id, type, schema_version, actor, occurred_at, recorded_at, body, digest
FROM controller_stream
WHERE CAST(:only AS text) IS NULL OR exercise_id = :only ORDER BY exercise_id, seq

-- name: lead-entries
SELECT exercise_id, seq, event_id, type, schema_version, actor, occurred_at, recorded_at, body, digest
FROM controller_stream
WHERE exercise_id = :exercise_id AND seq > :after ORDER BY seq

-- name: lead-words
SELECT content_id, bytes FROM controller_contents WHERE exercise_id = :exercise_id AND seq > :after

-- name: lead-body
SELECT body FROM controller_stream WHERE exercise_id = :exercise_id AND seq = :seq

-- name: add-lead-content
INSERT INTO controller_contents (exercise_id, seq, content_id, salt, bytes)
VALUES (:exercise_id, :seq, :content_id, :salt, :bytes)

-- name: erase-lead-content
DELETE FROM controller_contents WHERE exercise_id = :exercise_id AND seq = :seq AND content_id = :content_id

-- name: raw-lead-contents
SELECT exercise_id, seq, content_id, salt, bytes FROM controller_contents
WHERE CAST(:only AS text) IS NULL OR exercise_id = :only ORDER BY exercise_id, seq, content_id

-- name: lead-last
SELECT seq, digest FROM controller_stream WHERE exercise_id = :exercise_id ORDER BY seq DESC LIMIT 1

-- name: add-lead
INSERT INTO controller_stream (exercise_id, seq, event_id, type, schema_version, actor, occurred_at, recorded_at, body, digest)
VALUES (:exercise_id, :seq, :event_id, :type, :schema_version, :actor, :occurred_at, :recorded_at, :body, :digest)

-- name: heads
SELECT incident_id, seq, digest FROM events
WHERE (CAST(:only AS text) IS NULL OR incident_id = :only)
    AND seq = (SELECT max(seq) FROM events AS later WHERE later.incident_id = events.incident_id)
ORDER BY incident_id

-- name: head
SELECT 1 FROM events WHERE digest = :digest UNION ALL SELECT 1 FROM workspace_chain WHERE digest = :digest LIMIT 1

-- name: raw-chain
SELECT position, kind, incident_id, head, digest FROM workspace_chain ORDER BY position
