-- What the program's roles may do, beside the owner of the tables; run again after every migration.
-- A login becomes a user of the log by `GRANT incident_app TO login`, a facilitator by `GRANT incident_controller`.

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

GRANT SELECT ON meta, persons TO incident_app;
GRANT SELECT, INSERT ON events, commands, workspace_chain, attempts TO incident_app;
GRANT UPDATE (detail, salt) ON attempts TO incident_app;       -- a trigger asks for the erased message
GRANT SELECT, INSERT, DELETE ON contents TO incident_app;      -- a trigger asks for the ContentErased event
GRANT SELECT, INSERT, UPDATE ON outbox, reservations, budget_holds TO incident_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON incident_summaries, targets TO incident_app;
GRANT SELECT, INSERT, DELETE ON readers TO incident_app;       -- row security asks for somebody who is named
GRANT SELECT, INSERT ON controller_stream TO incident_controller;
