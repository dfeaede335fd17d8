-- Guards read the tables of the log, whatever tables of the same name somebody made for their own session.
DO $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN
        SELECT tgfoid FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
        UNION
        SELECT 'closed_to_me()'::regprocedure
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', guard, current_schema());
    END LOOP;
END $$;
