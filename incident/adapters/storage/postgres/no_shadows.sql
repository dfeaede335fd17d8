-- Guards read the tables of the log, whatever tables of the same name somebody made for their own session.
-- Run after every migration, as 0007 did it for those before: so that no new guard is forgotten.
DO $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN
        SELECT tgfoid FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
        UNION
        SELECT oid FROM pg_proc WHERE proname IN ('all_claims', 'all_rests') AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', guard, current_schema());
    END LOOP;
END $$;
