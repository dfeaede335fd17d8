-- From here on hand-overs are in the log, which a program of an earlier day does not know: it may read, and not write.
UPDATE meta SET min_reader = 3;
