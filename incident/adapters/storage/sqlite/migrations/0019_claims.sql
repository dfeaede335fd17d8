-- What incidents hold of resources and budgets. Nothing wrote these tables before: they are made anew, held to the
-- entries that make and end each row, and to how many there are.
DROP TABLE reservations;
DROP TABLE budget_holds;

CREATE TABLE reservations (                   -- so many of a resource, which no other incident has meanwhile
    id             TEXT PRIMARY KEY,          -- incident and allocation
    resource_id    TEXT NOT NULL CHECK (resource_id <> ''),
    exercise       INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    incident_id    TEXT NOT NULL,
    allocation     TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    capacity       INTEGER NOT NULL CHECK (capacity >= quantity),     -- how many there were to give out
    ended_seq      INTEGER CHECK (ended_seq > event_seq),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq),
    FOREIGN KEY (incident_id, ended_seq) REFERENCES events (incident_id, seq)
) STRICT;
CREATE INDEX reservations_held ON reservations (resource_id) WHERE ended_seq IS NULL;

CREATE TABLE budget_holds (                   -- money promised or spent by one incident, in the smallest unit
    id             TEXT PRIMARY KEY,
    resource_id    TEXT NOT NULL CHECK (resource_id <> ''),
    exercise       INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    incident_id    TEXT NOT NULL,
    allocation     TEXT NOT NULL,
    event_seq      INTEGER NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    capacity       INTEGER NOT NULL CHECK (capacity >= quantity),
    currency       TEXT NOT NULL CHECK (length(currency) = 3),
    ended_seq      INTEGER CHECK (ended_seq > event_seq),
    FOREIGN KEY (incident_id, event_seq) REFERENCES events (incident_id, seq),
    FOREIGN KEY (incident_id, ended_seq) REFERENCES events (incident_id, seq)
) STRICT;
CREATE INDEX budget_holds_held ON budget_holds (resource_id) WHERE ended_seq IS NULL;

CREATE TRIGGER reservations_never_go BEFORE DELETE ON reservations
BEGIN SELECT RAISE(ABORT, 'reservations are ended, never deleted'); END;

CREATE TRIGGER budget_holds_never_go BEFORE DELETE ON budget_holds
BEGIN SELECT RAISE(ABORT, 'holds are ended, never deleted'); END;

-- How many there are differs by tier. A row is put back, and money settled, in another order than it was given out, so
-- the largest number counts that a standing row was given by; the program counts by that of the row itself.
CREATE TRIGGER reservations_fit BEFORE INSERT ON reservations
WHEN NEW.ended_seq IS NULL AND (
    SELECT max(NEW.capacity, coalesce(max(capacity), 0)) < NEW.quantity + coalesce(sum(quantity), 0) FROM reservations
    WHERE resource_id = NEW.resource_id AND exercise = NEW.exercise AND ended_seq IS NULL
)
BEGIN SELECT RAISE(ABORT, 'somebody else holds that resource'); END;

CREATE TRIGGER budget_holds_fit BEFORE INSERT ON budget_holds
WHEN NEW.ended_seq IS NULL AND (
    SELECT max(NEW.capacity, coalesce(max(capacity), 0)) < NEW.quantity + coalesce(sum(quantity), 0) FROM budget_holds
    WHERE resource_id = NEW.resource_id AND exercise = NEW.exercise AND ended_seq IS NULL
)
BEGIN SELECT RAISE(ABORT, 'that money is promised already'); END;

CREATE TRIGGER reservations_are_said BEFORE INSERT ON reservations
WHEN EXISTS (SELECT 1 FROM reservations WHERE id = NEW.id) OR NOT EXISTS (
    SELECT 1 FROM events WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq AND type = 'AllocationApproved'
        AND json_extract(body, '$.allocation') = NEW.allocation AND json_extract(body, '$.resource') = NEW.resource_id
        AND json_extract(body, '$.quantity') = NEW.quantity AND json_extract(body, '$.capacity') = NEW.capacity
)
BEGIN SELECT RAISE(ABORT, 'a reservation is made by an entry'); END;

CREATE TRIGGER budget_holds_are_said BEFORE INSERT ON budget_holds
WHEN EXISTS (SELECT 1 FROM budget_holds WHERE id = NEW.id) OR NOT EXISTS (
    SELECT 1 FROM events WHERE incident_id = NEW.incident_id AND seq = NEW.event_seq
        AND json_extract(body, '$.allocation') = NEW.allocation AND CASE type
            WHEN 'AllocationApproved' THEN json_extract(body, '$.budget') = NEW.resource_id
                AND json_extract(body, '$.amount') = NEW.quantity AND json_extract(body, '$.currency') = NEW.currency
                AND json_extract(body, '$.budget_capacity') = NEW.capacity
            WHEN 'AllocationEnded' THEN json_extract(body, '$.spent') = NEW.quantity
            ELSE 0
        END
)
BEGIN SELECT RAISE(ABORT, 'a hold is made by an entry'); END;

CREATE TRIGGER reservations_end_by_entry BEFORE UPDATE ON reservations
WHEN (NEW.id, NEW.resource_id, NEW.exercise, NEW.incident_id, NEW.allocation, NEW.event_seq, NEW.quantity, NEW.capacity)
    IS NOT (OLD.id, OLD.resource_id, OLD.exercise, OLD.incident_id, OLD.allocation, OLD.event_seq, OLD.quantity,
        OLD.capacity)
    OR OLD.ended_seq IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND seq = NEW.ended_seq AND type = 'AllocationEnded'
            AND json_extract(body, '$.allocation') = OLD.allocation
    )
BEGIN SELECT RAISE(ABORT, 'a reservation is ended by an entry'); END;

CREATE TRIGGER budget_holds_end_by_entry BEFORE UPDATE ON budget_holds
WHEN (NEW.id, NEW.resource_id, NEW.exercise, NEW.incident_id, NEW.allocation, NEW.event_seq, NEW.quantity, NEW.capacity,
        NEW.currency)
    IS NOT (OLD.id, OLD.resource_id, OLD.exercise, OLD.incident_id, OLD.allocation, OLD.event_seq, OLD.quantity,
        OLD.capacity, OLD.currency)
    OR OLD.ended_seq IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM events WHERE incident_id = OLD.incident_id AND seq = NEW.ended_seq AND type = 'AllocationEnded'
            AND json_extract(body, '$.allocation') = OLD.allocation
    )
BEGIN SELECT RAISE(ABORT, 'a hold is ended by an entry'); END;
