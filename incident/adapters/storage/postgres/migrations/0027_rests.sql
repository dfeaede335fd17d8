-- Whoever was sent to rest and given back rests for every incident: everybody has to know how many and until when; in
-- which incident that was said, nobody is told. A rest that was taken back was never said, and the last word counts.
CREATE FUNCTION all_rests(since text) RETURNS TABLE (resource_id text, quantity bigint, rests_until text, exercise boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    WITH said AS MATERIALIZED (
        SELECT incident_id, seq, type, body::jsonb ->> 'allocation' AS allocation, body::jsonb ->> 'until' AS rests_until,
            type = 'AllocationOut' AND body::jsonb ->> 'reason' = 'rest' AS is_rest
        FROM events WHERE type IN ('AllocationMoved', 'AllocationOut', 'RestTakenBack')
    ), last AS (
        SELECT DISTINCT ON (incident_id, allocation) * FROM said AS one
        WHERE type <> 'RestTakenBack' AND NOT (is_rest AND (
            SELECT count(*) FILTER (WHERE type = 'RestTakenBack') > count(*) FILTER (WHERE is_rest) FROM said AS later
            WHERE (later.incident_id, later.allocation, later.rests_until)
                = (one.incident_id, one.allocation, one.rests_until) AND later.seq > one.seq
        )) ORDER BY incident_id, allocation, seq DESC
    )
    SELECT given.resource_id, given.quantity, last.rests_until, given.exercise
    FROM last JOIN reservations AS given USING (incident_id, allocation)
    WHERE last.is_rest AND given.ended_seq IS NOT NULL AND last.rests_until COLLATE "C" >= since
$$;
