-- From here on a workspace keeps resources and cases, and a question has two marks: entries that a program of an earlier
-- day does not know. It may read, and not write.
UPDATE meta SET min_reader = 12;
