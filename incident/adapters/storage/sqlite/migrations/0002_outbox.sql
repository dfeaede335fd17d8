-- Messages on their way out, and what several incidents may want at once.

CREATE TABLE targets (                        -- loaded from the validated file; holds no secret and no reference to one
    id             TEXT NOT NULL,
    exercise       INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    kind           TEXT NOT NULL,
    retired        INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),   -- gone from the file, kept for its deliveries
    PRIMARY KEY (id, exercise)
) STRICT;

CREATE TABLE outbox (
    position       INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    key            TEXT NOT NULL UNIQUE,
    incident_id    TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    message        TEXT NOT NULL,
    target_id      TEXT NOT NULL,
    exercise       INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    recipient      TEXT NOT NULL,
    address        TEXT NOT NULL,
    language       TEXT NOT NULL,
    kind           TEXT NOT NULL,
    title          TEXT NOT NULL,
    body           TEXT NOT NULL,
    state          TEXT NOT NULL DEFAULT 'pending'
                   CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'expired')),
    assurance      TEXT CHECK (assurance IN ('accepted', 'confirmed')),
    on_unknown     TEXT NOT NULL CHECK (on_unknown IN ('hold', 'repeat')),
    created_at     INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799999999),
    due_at         INTEGER NOT NULL CHECK (due_at BETWEEN 0 AND 253402300799999999),
    expires_at     INTEGER NOT NULL CHECK (expires_at BETWEEN 0 AND 253402300799999999),
    lifetime       INTEGER NOT NULL,         -- microseconds from due to expiry; a retry gets all of it again
    tries          INTEGER NOT NULL DEFAULT 0,
    fence          INTEGER NOT NULL DEFAULT 0,
    owner          TEXT NOT NULL DEFAULT '',
    lease_until    INTEGER CHECK (lease_until BETWEEN 0 AND 253402300799999999),
    recalled       INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1)),   -- cancelled or erased while it was being sent
    provider_id    TEXT NOT NULL DEFAULT '',
    last_class     TEXT,
    last_detail    TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    FOREIGN KEY (target_id, exercise) REFERENCES targets (id, exercise),   -- an exercise cannot reach a real target
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
) STRICT;
CREATE INDEX outbox_unsettled ON outbox (due_at) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_of_incident ON outbox (incident_id);

CREATE TABLE attempts (
    outbox_id      TEXT NOT NULL REFERENCES outbox (id),
    n              INTEGER NOT NULL CHECK (n >= 1),
    fence          INTEGER NOT NULL,
    started_at     INTEGER NOT NULL CHECK (started_at BETWEEN 0 AND 253402300799999999),
    ended_at       INTEGER NOT NULL CHECK (ended_at BETWEEN 0 AND 253402300799999999),
    class          TEXT NOT NULL,
    assurance      TEXT,
    status         INTEGER,
    provider_code  TEXT NOT NULL,
    provider_id    TEXT NOT NULL,
    retry_after    INTEGER,                   -- microseconds
    detail         TEXT NOT NULL,
    salt           BLOB NOT NULL,             -- empty, as the detail, once the message is erased
    detail_digest  TEXT NOT NULL CHECK (length(detail_digest) = 64),
    digest         TEXT NOT NULL CHECK (length(digest) = 64),      -- over the attempt before and this row
    PRIMARY KEY (outbox_id, n)
) STRICT;

CREATE TABLE reservations (                   -- a resource held by one incident, so that another is refused
    id             TEXT PRIMARY KEY,
    resource_id    TEXT NOT NULL,
    incident_id    TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    unit           TEXT NOT NULL,
    from_at        INTEGER NOT NULL CHECK (from_at BETWEEN 0 AND 253402300799999999),
    until_at       INTEGER CHECK (until_at BETWEEN 0 AND 253402300799999999),
    released_at    INTEGER CHECK (released_at BETWEEN 0 AND 253402300799999999),
    CHECK (until_at IS NULL OR until_at > from_at),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
) STRICT;
CREATE INDEX reservations_held ON reservations (resource_id) WHERE released_at IS NULL;

CREATE TABLE budget_holds (                   -- money promised by one incident, in minor units
    id             TEXT PRIMARY KEY,
    budget_id      TEXT NOT NULL,
    incident_id    TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    amount         INTEGER NOT NULL CHECK (amount > 0),
    currency       TEXT NOT NULL CHECK (length(currency) = 3),
    released_at    INTEGER CHECK (released_at BETWEEN 0 AND 253402300799999999),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq)
) STRICT;
CREATE INDEX budget_holds_held ON budget_holds (budget_id) WHERE released_at IS NULL;

CREATE TABLE controller_stream (              -- an exercise's other side: injects not yet released, ratings, notes
    exercise_id    TEXT NOT NULL CHECK (exercise_id <> ''),
    seq            INTEGER NOT NULL CHECK (seq >= 1),
    event_id       TEXT NOT NULL UNIQUE,
    type           TEXT NOT NULL,
    schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
    actor          TEXT NOT NULL CHECK (actor <> ''),
    occurred_at    INTEGER NOT NULL CHECK (occurred_at BETWEEN 0 AND 253402300799999999),
    recorded_at    INTEGER NOT NULL CHECK (recorded_at BETWEEN 0 AND 253402300799999999),
    body           TEXT NOT NULL,
    PRIMARY KEY (exercise_id, seq)
) STRICT;
