-- What one part of the panel may know of another's rows. A table has one owner in lib (lib/layers.ts); the others read
-- it through its owner's functions, or in a join through the view that the owner declares here. None of them has a secret.

CREATE VIEW "TenantDirectory" AS
SELECT id, kind, name, "resellerId", "parentId", "suspendedAt", "createdAt" FROM "Tenant";

CREATE VIEW "DomainDirectory" AS
SELECT id, name, "customerId", "resellerId", active, defaults, "provenAt", "createdAt" FROM "Domain";

CREATE VIEW "MailboxDirectory" AS
SELECT id, "domainId", "customerId", "resellerId", address, "displayName", node, imap, pop3, webmail, submission, sieve,
       "mainPassword", "pop3KeepDays", "suspendedAt", "quotaBytes", "usedBytes", "usedMessages", locale, "createdAt"
FROM "Mailbox";

CREATE VIEW "AliasDirectory" AS
SELECT id, "domainId", "customerId", "resellerId", source, destination FROM "Alias";

-- People by what they act for; one without a membership acts for nobody.
CREATE VIEW "MemberDirectory" AS
SELECT m.id, m."personId", m."tenantId", m.role, p.email, p.name, p.locale,
       (m."suspendedAt" IS NOT NULL OR p."suspendedAt" IS NOT NULL) AS suspended
FROM "Membership" m JOIN "Person" p ON p.id = m."personId";

-- The name of an app password by the credential that the logs show: "ap" and its id.
CREATE VIEW "CredentialName" AS
SELECT 'ap' || id::text AS credential, "mailboxId", name, "revokedAt" FROM "AppPassword";
CREATE INDEX app_password_credential ON "AppPassword" (('ap' || id::text));

-- The keys that sign now: what the agent of a node writes for its signer. The keys themselves are sealed.
CREATE VIEW "SigningKey" AS
SELECT k.id, d.name AS domain, k.selector, k."sealedKey" FROM "DkimKey" k JOIN "Domain" d ON d.id = k."domainId"
WHERE k.state = 'signing';
