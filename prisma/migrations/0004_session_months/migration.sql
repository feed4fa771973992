-- Sessions by the month they began in, so that years of them can be kept and dropped a month at a time. There is no
-- default partition, because with one a month could be neither added nor taken off beside readers: whoever writes a
-- session lays its month first (mail_session_month).
CREATE INDEX mail_session_live ON "MailSession" ("startedAt" DESC) WHERE "endedAt" IS NULL;
CREATE INDEX mail_session_open_pid ON "MailSession" (node, pid) WHERE "endedAt" IS NULL;

-- Live pages ask for "changed since revision N".
CREATE SEQUENCE session_revision;

-- Lays the month of an instant. Attaching an empty table locks no reader and no writer out. The application may not make
-- tables; this it may.
CREATE FUNCTION mail_session_month(at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', at AT TIME ZONE 'UTC');
  part text := 'MailSession_' || to_char(first, 'YYYY_MM');
BEGIN
  IF EXISTS (SELECT 1 FROM pg_inherits WHERE inhparent = '"MailSession"'::regclass AND inhrelid = to_regclass(format('%I', part)))
    THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('mail_session_month'));
  IF to_regclass(format('%I', part)) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE "MailSession" INCLUDING ALL)', part);
  EXECUTE format('ALTER TABLE "MailSession" ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
    first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
END $$;
REVOKE ALL ON FUNCTION mail_session_month(timestamptz) FROM PUBLIC;


SELECT mail_session_month(m)
FROM generate_series(date_trunc('month', now()) - interval '3 months', now() + interval '2 months', interval '1 month') m;

-- How long this log is kept, and after how many days the addresses in it are cut to their network. Null: as the tenant
-- above says; on the platform itself, for ever and whole.
ALTER TABLE "Tenant"
  ADD CONSTRAINT session_days CHECK ("sessionDays" BETWEEN 1 AND 36500),
  ADD CONSTRAINT session_address_days CHECK ("sessionAddressDays" BETWEEN 1 AND 36500);
