-- The log: what happened, the words beside it, and what is folded from it.
-- Instants are whole microseconds since 1970, UTC, up to the year 9999. Digests are hex SHA-256.

CREATE TABLE meta (
    only_row       INTEGER PRIMARY KEY CHECK (only_row = 1),
    schema_version INTEGER NOT NULL,
    min_reader     INTEGER NOT NULL,          -- a program of a lower number may read, and not write
    instance_id    TEXT NOT NULL              -- a restored copy gets another one
) STRICT;
INSERT INTO meta VALUES (1, 0, 1, lower(hex(randomblob(16))));

CREATE TABLE events (
    position       INTEGER PRIMARY KEY,       -- order of commits; an incident is ordered by seq alone
    incident_id    TEXT NOT NULL CHECK (incident_id <> ''),
    seq            INTEGER NOT NULL CHECK (seq >= 1),
    event_id       TEXT NOT NULL UNIQUE,
    type           TEXT NOT NULL,
    schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
    actor          TEXT NOT NULL CHECK (actor <> ''),
    on_behalf_of   TEXT,
    occurred_at    INTEGER NOT NULL CHECK (occurred_at BETWEEN 0 AND 253402300799999999),
    recorded_at    INTEGER NOT NULL CHECK (recorded_at BETWEEN 0 AND 253402300799999999),
    body           TEXT NOT NULL,             -- exactly the bytes that the digest covers
    command_id     TEXT NOT NULL CHECK (command_id <> ''),   -- covered by the digest, unlike the table of commands
    digest         TEXT NOT NULL CHECK (length(digest) = 64),
    UNIQUE (incident_id, seq)
) STRICT;

CREATE TABLE commands (
    command_id     TEXT PRIMARY KEY,
    incident_id    TEXT NOT NULL,
    first_seq      INTEGER NOT NULL,
    count          INTEGER NOT NULL,
    request_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contents (                       -- everything that may one day have to be erased
    incident_id    TEXT NOT NULL,
    seq            INTEGER NOT NULL,          -- the entry whose body names it
    content_id     TEXT NOT NULL CHECK (length(content_id) = 64),
    salt           BLOB NOT NULL CHECK (length(salt) >= 16),
    bytes          BLOB NOT NULL,
    PRIMARY KEY (incident_id, seq, content_id),
    FOREIGN KEY (incident_id, seq) REFERENCES events (incident_id, seq)
) STRICT;

CREATE TABLE workspace_chain (                -- so that a missing incident shows, and a missing end of one
    position       INTEGER PRIMARY KEY CHECK (position >= 1),
    kind           TEXT NOT NULL CHECK (kind IN ('opened', 'reached', 'closed')),
    incident_id    TEXT NOT NULL,
    head           TEXT NOT NULL,             -- digest of the entry that opened, went on with or closed it
    digest         TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;

CREATE TABLE incident_summaries (             -- lists read only this; `incident db rebuild` folds it anew
    incident_id    TEXT PRIMARY KEY,
    title          TEXT NOT NULL,
    tier           INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 3),
    mode           TEXT NOT NULL CHECK (mode IN ('real', 'exercise')),
    status         TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    runbook        TEXT NOT NULL,
    commander      TEXT NOT NULL,
    declared_at    INTEGER NOT NULL CHECK (declared_at BETWEEN 0 AND 253402300799999999),
    updated_at     INTEGER NOT NULL CHECK (updated_at BETWEEN 0 AND 253402300799999999),
    seq            INTEGER NOT NULL,
    step           TEXT NOT NULL,
    steps_done     INTEGER NOT NULL,
    steps_total    INTEGER NOT NULL,
    next_due_at    INTEGER CHECK (next_due_at BETWEEN 0 AND 253402300799999999),
    next_due       TEXT NOT NULL,
    head           TEXT NOT NULL
) STRICT;
