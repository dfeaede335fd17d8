-- From here on an exercise may say who evaluates it and steers nothing, and an audience told by hand may say who of it was. A
-- program of an earlier day would let evaluators steer, and ask people who were told. It may read, and not write.
UPDATE meta SET min_reader = 15;
