-- From here on an incident may be called otherwise in each language, where a runbook or a scenario gave its title. A program
-- of an earlier day would list it under one title alone. It may read, and not write.
ALTER TABLE incident_summaries ADD COLUMN titles TEXT NOT NULL DEFAULT '{}';
UPDATE meta SET min_reader = 16;
