-- What is sent next to a target, what is too late and whose claim ran out is found without a look at all that wait: a storm
-- leaves thousands.
CREATE INDEX outbox_next ON outbox (target_id, exercise, (kind <> 'page'), due_at, position) WHERE state = 'pending';
CREATE INDEX outbox_endings ON outbox (expires_at) WHERE state = 'pending';
CREATE INDEX outbox_claims ON outbox (lease_until) WHERE lease_until IS NOT NULL;
