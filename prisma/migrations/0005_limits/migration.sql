-- What a tenant may hold, kept by the database itself.
-- Whatever adds a row is counted, and of two at once at the limit the second one
-- waits for the first and is then refused. Called after a statement with the tenants it added to. A statement that
-- removed or only kept what there was is not checked, so that a limit below present use takes nothing away.
CREATE FUNCTION demand_room(what text, customers uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t record;
  used bigint;
  most bigint;
BEGIN
  FOR t IN
    -- The customers and the resellers above them, in one order, so that two at once cannot wait for each other. Not FOR
    -- UPDATE: a foreign key's own lock, which every new domain holds, must not stand in the way.
    SELECT n.*, p."eachDomains" AS "pDomains", p."eachMailboxes" AS "pMailboxes", p."eachBytes" AS "pBytes"
    FROM "Tenant" n LEFT JOIN "Tenant" p ON p.id = n."resellerId" AND p.id <> n.id
    WHERE (n.id = ANY(customers) OR n.id IN (SELECT c."resellerId" FROM "Tenant" c WHERE c.id = ANY(customers)))
      AND CASE what
        WHEN 'domains' THEN COALESCE(n."mostDomains", p."eachDomains") IS NOT NULL
        ELSE COALESCE(n."mostMailboxes"::bigint, p."eachMailboxes", n."mostBytes", p."eachBytes") IS NOT NULL
      END
    ORDER BY n.id
    FOR NO KEY UPDATE OF n
  LOOP
    IF what = 'domains' THEN
      most := LEAST(t."mostDomains", t."pDomains");
      SELECT count(*) INTO used FROM "Domain" d
        WHERE CASE t.kind WHEN 'reseller' THEN d."resellerId" = t.id ELSE d."customerId" = t.id END;
      IF used > most THEN PERFORM refuse_room('domains', t.kind::text, most, used); END IF;
    ELSE
      most := LEAST(t."mostMailboxes", t."pMailboxes");
      IF most IS NOT NULL THEN
        IF t.kind = 'reseller' THEN SELECT count(*) INTO used FROM "Mailbox" m WHERE m."resellerId" = t.id;
        ELSE SELECT count(*) INTO used FROM "Mailbox" m WHERE m."customerId" = t.id; END IF;
        -- A larger quota for a mailbox that is there already is no question of how many there are.
        IF used > most AND what = 'mailboxes' THEN
          PERFORM refuse_room('mailboxes', t.kind::text, most, used);
        END IF;
      END IF;
      most := LEAST(t."mostBytes", t."pBytes");
      IF most IS NOT NULL THEN
        IF t.kind = 'reseller' THEN SELECT COALESCE(sum(m."quotaBytes"), 0) INTO used FROM "Mailbox" m WHERE m."resellerId" = t.id;
        ELSE SELECT COALESCE(sum(m."quotaBytes"), 0) INTO used FROM "Mailbox" m WHERE m."customerId" = t.id; END IF;
        IF used > most THEN PERFORM refuse_room('bytes', t.kind::text, most, used); END IF;
      END IF;
    END IF;
  END LOOP;
END $$;

-- The words of this error are read by the panel (lib/db): which limit, whose, and by how much.
CREATE FUNCTION refuse_room(what text, kind text, most bigint, wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'over-limit %', json_build_object(
    'limit', what, 'kind', kind, 'most', most, 'over', wanted - most)
    USING ERRCODE = 'MP001';
END $$;

CREATE FUNCTION domain_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM demand_room('domains', ARRAY(SELECT DISTINCT "customerId" FROM added));
  RETURN NULL;
END $$;
CREATE TRIGGER domain_room AFTER INSERT ON "Domain" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION domain_room();

CREATE FUNCTION mailbox_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM demand_room('mailboxes', ARRAY(SELECT DISTINCT "customerId" FROM added));
  RETURN NULL;
END $$;
CREATE TRIGGER mailbox_room AFTER INSERT ON "Mailbox" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION mailbox_room();

CREATE FUNCTION quota_room() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE grown uuid[];
BEGIN
  grown := ARRAY(SELECT DISTINCT n."customerId" FROM grew n JOIN shrank o ON o.id = n.id WHERE n."quotaBytes" > o."quotaBytes");
  IF cardinality(grown) > 0 THEN PERFORM demand_room('bytes', grown); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER quota_room AFTER UPDATE ON "Mailbox" REFERENCING OLD TABLE AS shrank NEW TABLE AS grew
  FOR EACH STATEMENT EXECUTE FUNCTION quota_room();
