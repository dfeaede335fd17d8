-- What is under way for one incident is found without a look at what waits for all others: a storm leaves thousands.
CREATE INDEX outbox_underway ON outbox (incident_id) WHERE state IN ('pending', 'sending');
