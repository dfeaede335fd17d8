-- Messages on their way out, and what several incidents may want at once.

CREATE TABLE targets (                        -- loaded from the validated file; holds no secret and no reference to one
    id             text NOT NULL,
    exercise       boolean NOT NULL,
    kind           text NOT NULL,
    retired        boolean NOT NULL DEFAULT false,   -- gone from the file, kept for its deliveries
    PRIMARY KEY (id, exercise)
);

CREATE TABLE outbox (
    position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id             text NOT NULL UNIQUE,
    key            text NOT NULL UNIQUE,
    incident_id    text NOT NULL,
    event_seq      bigint NOT NULL,
    message        text NOT NULL,
    target_id      text NOT NULL,
    exercise       boolean NOT NULL,
    recipient      text NOT NULL,
    address        text NOT NULL,
    language       text NOT NULL,
    kind           text NOT NULL,
    title          text NOT NULL,
    body           text NOT NULL,
    state          text NOT NULL DEFAULT 'pending'
                   CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'expired')),
    assurance      text CHECK (assurance IN ('accepted', 'confirmed')),
    on_unknown     text NOT NULL CHECK (on_unknown IN ('hold', 'repeat')),
    created_at     bigint NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799999999),
    due_at         bigint NOT NULL CHECK (due_at BETWEEN 0 AND 253402300799999999),
    expires_at     bigint NOT NULL CHECK (expires_at BETWEEN 0 AND 253402300799999999),
    lifetime       bigint NOT NULL,         -- microseconds from due to expiry; a retry gets all of it again
    tries          bigint NOT NULL DEFAULT 0,
    fence          bigint NOT NULL DEFAULT 0,
    owner          text NOT NULL DEFAULT '',
    lease_until    bigint CHECK (lease_until BETWEEN 0 AND 253402300799999999),
    recalled       boolean NOT NULL DEFAULT false,   -- cancelled or erased while it was being sent
    provider_id    text NOT NULL DEFAULT '',
    last_class     text,
    last_detail    text NOT NULL DEFAULT '',
    CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    FOREIGN KEY (target_id, exercise) REFERENCES targets (id, exercise),   -- an exercise cannot reach a real target
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
);
CREATE INDEX outbox_unsettled ON outbox (due_at) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_of_incident ON outbox (incident_id);

CREATE TABLE attempts (
    outbox_id      text NOT NULL REFERENCES outbox (id),
    n              bigint NOT NULL CHECK (n >= 1),
    fence          bigint NOT NULL,
    started_at     bigint NOT NULL CHECK (started_at BETWEEN 0 AND 253402300799999999),
    ended_at       bigint NOT NULL CHECK (ended_at BETWEEN 0 AND 253402300799999999),
    class          text NOT NULL,
    assurance      text,
    status         bigint,
    provider_code  text NOT NULL,
    provider_id    text NOT NULL,
    retry_after    bigint,                   -- microseconds
    detail         text NOT NULL,
    salt           bytea NOT NULL,             -- empty, as the detail, once the message is erased
    detail_digest  text NOT NULL CHECK (length(detail_digest) = 64),
    digest         text NOT NULL CHECK (length(digest) = 64),      -- over the attempt before and this row
    PRIMARY KEY (outbox_id, n)
);

CREATE TABLE reservations (                   -- a resource held by one incident, so that another is refused
    id             text PRIMARY KEY,
    resource_id    text NOT NULL,
    incident_id    text NOT NULL,
    event_seq      bigint NOT NULL,
    quantity       bigint NOT NULL CHECK (quantity > 0),
    unit           text NOT NULL,
    from_at        bigint NOT NULL CHECK (from_at BETWEEN 0 AND 253402300799999999),
    until_at       bigint CHECK (until_at BETWEEN 0 AND 253402300799999999),
    released_at    bigint CHECK (released_at BETWEEN 0 AND 253402300799999999),
    CHECK (until_at IS NULL OR until_at > from_at),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
);
CREATE INDEX reservations_held ON reservations (resource_id) WHERE released_at IS NULL;

CREATE TABLE budget_holds (                   -- money promised by one incident, in minor units
    id             text PRIMARY KEY,
    budget_id      text NOT NULL,
    incident_id    text NOT NULL,
    event_seq      bigint NOT NULL,
    amount         bigint NOT NULL CHECK (amount > 0),
    currency       text NOT NULL CHECK (length(currency) = 3),
    released_at    bigint CHECK (released_at BETWEEN 0 AND 253402300799999999),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
);
CREATE INDEX budget_holds_held ON budget_holds (budget_id) WHERE released_at IS NULL;

CREATE TABLE controller_stream (              -- an exercise's other side: injects not yet released, ratings, notes
    exercise_id    text NOT NULL CHECK (exercise_id <> ''),
    seq            bigint NOT NULL CHECK (seq >= 1),
    event_id       text NOT NULL UNIQUE,
    type           text NOT NULL,
    schema_version bigint NOT NULL CHECK (schema_version >= 1),
    actor          text NOT NULL CHECK (actor <> ''),
    occurred_at    bigint NOT NULL CHECK (occurred_at BETWEEN 0 AND 253402300799999999),
    recorded_at    bigint NOT NULL CHECK (recorded_at BETWEEN 0 AND 253402300799999999),
    body           text NOT NULL,
    PRIMARY KEY (exercise_id, seq)
);
