-- From here on a proposed erasure may name cases: it is about the words of these customers alone. A program of an earlier
-- day does not know such a proposal, nor that the duties of a case end with its words. It may read, and not write.
UPDATE meta SET min_reader = 14;
