-- Drops a past month of sessions, so that the worker needs no connection as the owner of the tables. It takes the lock at
-- once or not at all: a lock that waits for a reader makes all later readers wait behind it. False: somebody reads now.
CREATE FUNCTION drop_session_month(part text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  detaching boolean;
BEGIN
  IF part !~ '^MailSession_\d{4}_\d\d$' OR to_regclass(format('%I', part)) IS NULL THEN
    RAISE EXCEPTION 'There is no month %', part;
  END IF;
  IF to_date(right(part, 7), 'YYYY_MM') + interval '1 month' > now() AT TIME ZONE 'UTC' THEN
    RAISE EXCEPTION 'The month % is not over', part;
  END IF;
  SELECT i.inhdetachpending INTO detaching FROM pg_inherits i
  WHERE i.inhparent = '"MailSession"'::regclass AND i.inhrelid = to_regclass(format('%I', part));
  IF FOUND THEN
    LOCK TABLE "MailSession" IN ACCESS EXCLUSIVE MODE NOWAIT;
    -- An earlier version detached concurrently, and may have been killed in between.
    EXECUTE format('ALTER TABLE "MailSession" DETACH PARTITION %I%s', part, CASE WHEN detaching THEN ' FINALIZE' END);
  END IF;
  EXECUTE format('DROP TABLE %I', part);
  RETURN true;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION drop_session_month(text) FROM PUBLIC;
