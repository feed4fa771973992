-- A domain carries mail once its owner has proven it, and staff sign in with a second factor: both by default, except in
-- a demonstration. NULL is "nobody has chosen"; lib/platform says what that means.
ALTER TABLE "PlatformSetting"
  ALTER COLUMN "staffSecondFactor" DROP DEFAULT, ALTER COLUMN "staffSecondFactor" DROP NOT NULL,
  ALTER COLUMN "provenDomains" DROP DEFAULT, ALTER COLUMN "provenDomains" DROP NOT NULL;
-- The audit knows which of the two somebody has switched.
UPDATE "PlatformSetting" SET "staffSecondFactor" = NULL
WHERE NOT EXISTS (SELECT 1 FROM "AuditEntry" WHERE action = 'platform.staff-second-factor');
UPDATE "PlatformSetting" SET "provenDomains" = NULL
WHERE NOT EXISTS (SELECT 1 FROM "AuditEntry" WHERE action IN ('platform.verified-domains', 'platform.proven-domains'));

-- Domains that a customer or a reseller added while no proof was asked for carry no mail until they are proven. What
-- staff added, and what was written past the panel, is the word of the host.
ALTER TABLE "Domain" ADD COLUMN "stoppedAt" TIMESTAMPTZ(6);
WITH claimed AS (
  SELECT DISTINCT e."objectId" AS id FROM "AuditEntry" e
  WHERE e.action = 'domain.create' AND e."objectType" = 'domain' AND e."actorKind" = 'person'
    AND NOT EXISTS (
      SELECT 1 FROM "Membership" m JOIN "Tenant" t ON t.id = m."tenantId" AND t.kind = 'platform'
      WHERE m."personId"::text = e."actorId")
), stopped AS (
  UPDATE "Domain" d SET "provenAt" = NULL, "stoppedAt" = now(),
    proof = COALESCE(d.proof, encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'))
  FROM claimed WHERE d.id::text = claimed.id AND d."provenAt" IS NOT NULL AND d."provenBy" IS NULL
  RETURNING d.id, d.name, d."customerId", d."resellerId"
)
INSERT INTO "AuditEntry" ("actorKind", "actorName", action, "objectType", "objectId", "objectLabel", "customerId", "resellerId")
SELECT 'system', 'domains', 'domain.stop-unverified', 'domain', id::text, name, "customerId", "resellerId" FROM stopped;

-- An invitation to the staff is opened by the link and a code that its sender passes on by another way.
ALTER TABLE "Invitation" ADD COLUMN "codeHash" TEXT;

-- Who signs in with an address of a domain (lib/claims).
CREATE INDEX person_email_domain ON "Person" (split_part(email, '@', 2));

-- What Dovecot and Postfix ask looks at a domain that is switched on and proven, and at no other. The views stand on one
-- another, so they are replaced in place, with the same columns.
CREATE OR REPLACE VIEW mail_sender AS
WITH own AS (
  SELECT m.address AS sender, m.address AS login
  FROM "Mailbox" m JOIN "Domain" d ON d.id = m."domainId" AND d.active AND d."provenAt" IS NOT NULL
  UNION
  SELECT a.source, m.address
  FROM "Alias" a JOIN "Mailbox" m ON m.address = a.destination
  JOIN "Domain" d ON d.id = a."domainId" AND d.active AND d."provenAt" IS NOT NULL
)
SELECT sender, login FROM own
UNION ALL
SELECT o.sender, o.login || '/' || c.cred FROM own o JOIN mail_credential c ON c.address = o.login;

-- A claim to a domain holds no mail: with it, suspending one customer would stop the mail of the whole host to that domain.
CREATE OR REPLACE VIEW mail_transport AS
SELECT d.name, 'held:unix:suspended' AS transport
FROM "Domain" d
JOIN "Tenant" c ON c.id = d."customerId"
LEFT JOIN "Tenant" r ON r.id = d."resellerId"
WHERE d.active AND d."provenAt" IS NOT NULL
  AND ((c."suspendedAt" IS NOT NULL AND c."holdsMail") OR (r."suspendedAt" IS NOT NULL AND r."holdsMail"));

CREATE OR REPLACE VIEW "SigningKey" AS
SELECT k.id, d.name AS domain, k.selector, k."sealedKey" FROM "DkimKey" k JOIN "Domain" d ON d.id = k."domainId"
WHERE k.state = 'signing' AND d.active AND d."provenAt" IS NOT NULL;

-- A mailbox of an unproven domain has an account, for its data, and cannot sign in with a mail program.
CREATE OR REPLACE VIEW mail_account AS
SELECT m.address,
       m.id::text AS mailbox_id,
       m."passwordHash" AS password,
       m.protocols, m."mainPassword" AS main_password,
       (m."suspendedAt" IS NOT NULL OR c."suspendedAt" IS NOT NULL OR r."suspendedAt" IS NOT NULL
         OR d."provenAt" IS NULL) AS suspended,
       CASE WHEN d."provenAt" IS NULL THEN 'The domain of this mailbox is not verified yet'
         ELSE COALESCE(NULLIF(m."suspendReason", ''), 'This mailbox is suspended') END AS suspend_reason,
       -- 0 is no limit.
       '*:bytes=' || GREATEST(m."quotaBytes", 0) AS quota_rule,
       -- Null leaves the field out; an empty string would become "yes".
       CASE WHEN m."pop3KeepDays" IS NOT NULL THEN '$POP3Deleted' END AS pop3_deleted_flag
FROM "Mailbox" m
JOIN "Domain" d ON d.id = m."domainId" AND d.active
JOIN "Tenant" c ON c.id = m."customerId"
LEFT JOIN "Tenant" r ON r.id = m."resellerId";

-- See migration 0012. The one difference: a choice that nobody has made is null.
CREATE OR REPLACE FUNCTION who_is_asking(asked uuid) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT jsonb_build_object(
    'id', s.id, 'ip', s.ip, 'method', s.method, 'lastSeenAt', s."lastSeenAt", 'membershipId', s."membershipId",
    'staffSecondFactor', (SELECT p."staffSecondFactor" FROM "PlatformSetting" p WHERE p.id = 1),
    'person', (
      SELECT jsonb_build_object('name', p.name, 'email', p.email, 'locale', p.locale, 'roles', COALESCE((
        SELECT jsonb_agg(to_jsonb(r) ORDER BY r."createdAt", r.id) FROM sign_in_role r
        WHERE r."personId" = p.id AND NOT r.blocked), '[]'))
      FROM "Person" p WHERE p.id = s."personId"),
    'mailbox', (SELECT to_jsonb(m) FROM sign_in_mailbox m WHERE m.id = s."mailboxId"),
    'view', (
      SELECT jsonb_build_object('reason', v.reason, 'expiresAt', v."expiresAt",
        'role', (SELECT to_jsonb(r) FROM sign_in_role r WHERE r.id = v."membershipId" AND NOT r.blocked),
        'mailbox', (SELECT to_jsonb(m) FROM sign_in_mailbox m WHERE m.id = v."mailboxId" AND NOT m.blocked))
      FROM "ViewAs" v WHERE v."signInId" = s.id AND v."endedAt" IS NULL AND v."expiresAt" > now()))
  FROM "SignIn" s
  WHERE s.id = asked AND s."endedAt" IS NULL AND s."expiresAt" > now() AND CASE
    WHEN s."mailboxId" IS NOT NULL
      THEN EXISTS (SELECT 1 FROM sign_in_mailbox m WHERE m.id = s."mailboxId" AND NOT m.blocked)
    ELSE EXISTS (SELECT 1 FROM sign_in_role r
      WHERE r.id = s."membershipId" AND r."personId" = s."personId" AND NOT r.blocked) END;
END $$;
