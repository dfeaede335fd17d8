-- The log: what happened, the words beside it, and what is folded from it.
-- Instants are whole microseconds since 1970, UTC, up to the year 9999. Digests are hex SHA-256.

CREATE TABLE meta (
    only_row       integer PRIMARY KEY CHECK (only_row = 1),
    schema_version bigint NOT NULL,
    min_reader     bigint NOT NULL,          -- a program of a lower number may read, and not write
    instance_id    text NOT NULL              -- a restored copy gets another one
);
INSERT INTO meta VALUES (1, 0, 1, replace(gen_random_uuid()::text, '-', ''));

CREATE TABLE events (
    position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- order of commits; an incident is ordered by seq alone
    incident_id    text NOT NULL CHECK (incident_id <> ''),
    seq            bigint NOT NULL CHECK (seq >= 1),
    event_id       text NOT NULL UNIQUE,
    type           text NOT NULL,
    schema_version bigint NOT NULL CHECK (schema_version >= 1),
    actor          text NOT NULL CHECK (actor <> ''),
    on_behalf_of   text,
    occurred_at    bigint NOT NULL CHECK (occurred_at BETWEEN 0 AND 253402300799999999),
    recorded_at    bigint NOT NULL CHECK (recorded_at BETWEEN 0 AND 253402300799999999),
    body           text NOT NULL,             -- exactly the bytes that the digest covers
    command_id     text NOT NULL CHECK (command_id <> ''),   -- covered by the digest, unlike the table of commands
    digest         text NOT NULL CHECK (length(digest) = 64),
    UNIQUE (incident_id, seq)
);

CREATE TABLE commands (
    command_id     text PRIMARY KEY,
    incident_id    text NOT NULL,
    first_seq      bigint NOT NULL,
    count          bigint NOT NULL,
    request_digest text NOT NULL
);

CREATE TABLE contents (                       -- everything that may one day have to be erased
    incident_id    text NOT NULL,
    seq            bigint NOT NULL,          -- the entry whose body names it
    content_id     text NOT NULL CHECK (length(content_id) = 64),
    salt           bytea NOT NULL CHECK (length(salt) >= 16),
    bytes          bytea NOT NULL,
    PRIMARY KEY (incident_id, seq, content_id),
    FOREIGN KEY (incident_id, seq) REFERENCES events (incident_id, seq)
);

CREATE TABLE workspace_chain (                -- so that a missing incident shows, and a missing end of one
    position       bigint PRIMARY KEY CHECK (position >= 1),
    kind           text NOT NULL CHECK (kind IN ('opened', 'reached', 'closed')),
    incident_id    text NOT NULL,
    head           text NOT NULL,             -- digest of the entry that opened, went on with or closed it
    digest         text NOT NULL CHECK (length(digest) = 64)
);

CREATE TABLE incident_summaries (             -- lists read only this; `incident db rebuild` folds it anew
    incident_id    text PRIMARY KEY,
    title          text NOT NULL,
    tier           bigint NOT NULL CHECK (tier BETWEEN 1 AND 3),
    mode           text NOT NULL CHECK (mode IN ('real', 'exercise')),
    status         text NOT NULL CHECK (status IN ('open', 'closed')),
    runbook        text NOT NULL,
    commander      text NOT NULL,
    declared_at    bigint NOT NULL CHECK (declared_at BETWEEN 0 AND 253402300799999999),
    updated_at     bigint NOT NULL CHECK (updated_at BETWEEN 0 AND 253402300799999999),
    seq            bigint NOT NULL,
    step           text NOT NULL,
    steps_done     bigint NOT NULL,
    steps_total    bigint NOT NULL,
    next_due_at    bigint CHECK (next_due_at BETWEEN 0 AND 253402300799999999),
    next_due       text NOT NULL,
    head           text NOT NULL
);
