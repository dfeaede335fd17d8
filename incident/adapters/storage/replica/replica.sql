-- A copy that can be made again at any time, so nothing guards it; and the commands that only it knows, until a server does.

CREATE TABLE IF NOT EXISTS journal (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice, although rows go
    command_id     TEXT NOT NULL UNIQUE,
    incident_id    TEXT NOT NULL,
    kind           TEXT NOT NULL,
    command        BLOB NOT NULL,
    actor          TEXT NOT NULL,
    on_behalf_of   TEXT,
    occurred_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS ahead (             -- incidents with entries that the server has not
    incident_id    TEXT PRIMARY KEY,
    seq            INTEGER NOT NULL                     -- the last entry that is the server's
) STRICT;

CREATE TABLE IF NOT EXISTS server (           -- whom this is a copy of, and who was connected
    only_row       INTEGER PRIMARY KEY CHECK (only_row = 1),
    instance_id    TEXT NOT NULL,
    login          TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS lost (              -- what the server had confirmed, and has no more
    incident_id    TEXT NOT NULL,
    after_seq      INTEGER NOT NULL,                    -- the last entry that it has of these
    until_seq      INTEGER NOT NULL,
    file           TEXT NOT NULL                        -- where they can be read; moved away once it is dealt with
) STRICT;
