-- From here on a declaration says how many lines ask for an answer, and answers are entries that a program of an earlier
-- day does not know: it may read, and not write.
UPDATE meta SET min_reader = 7;
