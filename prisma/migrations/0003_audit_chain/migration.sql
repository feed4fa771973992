-- The audit is a chain: each entry's hash covers its content and the hash before it. Numbers are given under a lock,
-- so that the order of numbers is the order of the chain and has no gaps.
CREATE FUNCTION audit_digest(e "AuditEntry") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    e.seq, extract(epoch FROM e.at)::text, e."actorKind", e."actorId", e."actorName", e."onBehalfOf", host(e.ip), e.action,
    e."objectType", e."objectId", e."objectLabel", e."customerId", e."resellerId", e."mailboxId", e.before, e.after, e."prevHash"
  )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('milepost.audit'));
  SELECT seq, hash INTO last FROM "AuditEntry" ORDER BY seq DESC LIMIT 1;
  NEW.seq := COALESCE(last.seq, 0) + 1;
  NEW.at := clock_timestamp();
  NEW."prevHash" := COALESCE(last.hash, '');
  NEW.hash := audit_digest(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit is append-only';
END $$;
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Null when the chain is whole, else the number of the first entry that does not fit.
CREATE FUNCTION audit_first_break() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(seq) FROM (
    SELECT e.seq, e.hash <> audit_digest(e)
      OR e."prevHash" <> COALESCE(lag(e.hash) OVER (ORDER BY e.seq), '')
      OR e.seq <> COALESCE(lag(e.seq) OVER (ORDER BY e.seq), 0) + 1 AS broken
    FROM "AuditEntry" e
  ) checked WHERE broken
$$;
