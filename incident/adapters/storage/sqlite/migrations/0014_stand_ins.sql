-- From here on a stand-in hears of a legal report at half of its time, a filed one keeps what its receipt is called, and a
-- message that a target refused goes by another: entries that a program of an earlier day does not know. It may read,
-- and not write.
UPDATE meta SET min_reader = 11;
