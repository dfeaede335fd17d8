-- From here on a log holds what was said after the end, the states and signatures of a report and what completes it (its
-- label, forms filled in, deviations judged, decisions explained), corrective actions with all their fields, and rests that
-- were taken back: entries that a program of an earlier day does not know; and NOW lines whose answer is taken back, which
-- it shows as not done for no reason. It may read, and not write.
UPDATE meta SET min_reader = 13;
