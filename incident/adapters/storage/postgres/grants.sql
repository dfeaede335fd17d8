-- What the program's roles may do, beside the owner of the tables; run again after every migration.
-- A login becomes a user of the log by `GRANT incident_app TO login`, a facilitator by `GRANT incident_controller`,
-- a worker for all incidents by `GRANT incident_app, incident_worker`.

DO $$
BEGIN
    CREATE ROLE incident_app NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;  -- roles belong to the server, not to the database
END $$;
DO $$
BEGIN
    CREATE ROLE incident_controller NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
    CREATE ROLE incident_worker NOLOGIN;      -- beside incident_app: sends for incidents that it may not know of
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DROP POLICY IF EXISTS worker_sends ON outbox;
CREATE POLICY worker_sends ON outbox TO incident_worker USING (true);   -- its attempts follow

GRANT SELECT ON meta, persons TO incident_app;
GRANT SELECT, INSERT ON events, commands, workspace_chain, attempts TO incident_app;
GRANT UPDATE (detail, salt) ON attempts TO incident_app;       -- a trigger asks for the erased message
GRANT SELECT, INSERT, DELETE ON contents TO incident_app;      -- a trigger asks for the ContentErased event
GRANT SELECT, INSERT, UPDATE ON outbox, reservations, budget_holds TO incident_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON incident_summaries, targets TO incident_app;
GRANT SELECT, INSERT, DELETE ON readers TO incident_app;       -- row security asks for somebody who is named
GRANT SELECT, INSERT ON controller_stream TO incident_controller;
DO $$
BEGIN
    IF to_regclass('custody') IS NOT NULL THEN  -- a database is brought up step by step
        GRANT SELECT, INSERT ON custody TO incident_app;
    END IF;
    IF to_regclass('evidence_parts') IS NOT NULL THEN
        GRANT SELECT, INSERT, DELETE ON evidence_parts TO incident_app;    -- as contents
    END IF;
    IF to_regclass('controller_contents') IS NOT NULL THEN
        GRANT SELECT, INSERT, DELETE ON controller_contents TO incident_controller;    -- a trigger asks for the entry
    END IF;
END $$;
