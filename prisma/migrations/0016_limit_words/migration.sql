-- Columns, an index, a view and codes get the names that the code uses. Views follow a renamed column by themselves; the
-- body of a PL/pgSQL function does not.
ALTER TABLE "Tenant" RENAME COLUMN "mostDomains" TO "maxDomains";
ALTER TABLE "Tenant" RENAME COLUMN "mostMailboxes" TO "maxMailboxes";
ALTER TABLE "Tenant" RENAME COLUMN "mostBytes" TO "maxBytes";
ALTER TABLE "Tenant" RENAME COLUMN "eachDomains" TO "customerMaxDomains";
ALTER TABLE "Tenant" RENAME COLUMN "eachMailboxes" TO "customerMaxMailboxes";
ALTER TABLE "Tenant" RENAME COLUMN "eachBytes" TO "customerMaxBytes";

ALTER TABLE "NetworkBlock" RENAME COLUMN "liftedAt" TO "unblockedAt";
ALTER TABLE "NetworkBlock" RENAME COLUMN "liftedBy" TO "unblockedBy";
ALTER INDEX "NetworkBlock_mailboxId_liftedAt_idx" RENAME TO "NetworkBlock_mailboxId_unblockedAt_idx";
ALTER VIEW mail_barred RENAME TO mail_blocked_networks;

ALTER TABLE "RemovedMailbox" RENAME COLUMN kept TO snapshot;
ALTER TABLE "FindingMail" RENAME COLUMN "toldTo" TO "notifiedUntil";

UPDATE "NodeCommand" SET verb = 'purge-retained' WHERE verb = 'purge-kept';
UPDATE "NodeBatch" SET records = (
  SELECT jsonb_agg(CASE WHEN r ->> 'reason' = 'barred' THEN jsonb_set(r, '{reason}', '"not-allowed"') ELSE r END ORDER BY place)
  FROM jsonb_array_elements(records) WITH ORDINALITY AS x(r, place))
WHERE jsonb_path_exists(records, '$[*] ? (@.reason == "barred")');

-- Refuses a statement that takes a tenant over its limit. It is called after the statement, with the tenants that the
-- statement added to. It locks them, so that of two concurrent statements the second one waits and counts the rows of
-- the first. A statement that adds nothing is not checked: a limit below the current use removes nothing.
CREATE OR REPLACE FUNCTION demand_room(what text, customers uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t record;
  used bigint;
  most bigint;
BEGIN
  FOR t IN
    -- The customers and their resellers, always in the same order, so that two statements cannot deadlock. Not FOR
    -- UPDATE, which would conflict with the lock that the foreign key of every new domain takes.
    SELECT n.*, p."customerMaxDomains" AS "pDomains", p."customerMaxMailboxes" AS "pMailboxes",
           p."customerMaxBytes" AS "pBytes"
    FROM "Tenant" n LEFT JOIN "Tenant" p ON p.id = n."resellerId" AND p.id <> n.id
    WHERE (n.id = ANY(customers) OR n.id IN (SELECT c."resellerId" FROM "Tenant" c WHERE c.id = ANY(customers)))
      AND CASE what
        WHEN 'domains' THEN COALESCE(n."maxDomains", p."customerMaxDomains") IS NOT NULL
        ELSE COALESCE(n."maxMailboxes"::bigint, p."customerMaxMailboxes", n."maxBytes", p."customerMaxBytes") IS NOT NULL
      END
    ORDER BY n.id
    FOR NO KEY UPDATE OF n
  LOOP
    IF what = 'domains' THEN
      most := LEAST(t."maxDomains", t."pDomains");
      SELECT count(*) INTO used FROM "Domain" d
        WHERE CASE t.kind WHEN 'reseller' THEN d."resellerId" = t.id ELSE d."customerId" = t.id END;
      IF used > most THEN PERFORM refuse_room('domains', t.kind::text, most, used); END IF;
    ELSE
      most := LEAST(t."maxMailboxes", t."pMailboxes");
      IF most IS NOT NULL THEN
        IF t.kind = 'reseller' THEN SELECT count(*) INTO used FROM "Mailbox" m WHERE m."resellerId" = t.id;
        ELSE SELECT count(*) INTO used FROM "Mailbox" m WHERE m."customerId" = t.id; END IF;
        -- A larger quota of an existing mailbox does not change the number of mailboxes.
        IF used > most AND what = 'mailboxes' THEN
          PERFORM refuse_room('mailboxes', t.kind::text, most, used);
        END IF;
      END IF;
      most := LEAST(t."maxBytes", t."pBytes");
      IF most IS NOT NULL THEN
        IF t.kind = 'reseller' THEN SELECT COALESCE(sum(m."quotaBytes"), 0) INTO used FROM "Mailbox" m WHERE m."resellerId" = t.id;
        ELSE SELECT COALESCE(sum(m."quotaBytes"), 0) INTO used FROM "Mailbox" m WHERE m."customerId" = t.id; END IF;
        IF used > most THEN PERFORM refuse_room('bytes', t.kind::text, most, used); END IF;
      END IF;
    END IF;
  END LOOP;
END $$;
