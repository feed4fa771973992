-- The protocols of a mailbox are one list, so that another protocol is a value of the type "Protocol" and no column. A
-- mailbox starts with every protocol that there is. (The schema has no word for a list that is never null, only lists
-- that may be: hence the constraint.)

ALTER TABLE "Mailbox" ADD COLUMN protocols "Protocol"[] DEFAULT enum_range(NULL::"Protocol"),
  ADD CONSTRAINT mailbox_protocols CHECK (protocols IS NOT NULL);
UPDATE "Mailbox" SET protocols = array_remove(ARRAY[
  CASE WHEN imap THEN 'imap' END,
  CASE WHEN pop3 THEN 'pop3' END,
  CASE WHEN webmail THEN 'webmail' END,
  CASE WHEN submission THEN 'submission' END,
  CASE WHEN sieve THEN 'sieve' END
]::"Protocol"[], NULL)
WHERE NOT (imap AND pop3 AND webmail AND submission AND sieve);

-- What stands on the columns, in the order in which it falls. The functions of migration 0011 name their views' rows.
DROP FUNCTION dovecot_sign_in(text, text, text, boolean);
DROP FUNCTION dovecot_user(text);
DROP VIEW mail_sign_in, mail_user, mail_account;
DROP VIEW "MailboxDirectory";

CREATE VIEW "MailboxDirectory" AS
SELECT id, "domainId", "customerId", "resellerId", address, "displayName", node, protocols,
       "mainPassword", "pop3KeepDays", "suspendedAt", "quotaBytes", "usedBytes", "usedMessages", locale, "createdAt"
FROM "Mailbox";

-- See migration 0002 for the three views, and 0011 for the functions.
CREATE VIEW mail_account AS
SELECT m.address,
       m.id::text AS mailbox_id,
       m."passwordHash" AS password,
       m.protocols, m."mainPassword" AS main_password,
       (m."suspendedAt" IS NOT NULL OR c."suspendedAt" IS NOT NULL OR r."suspendedAt" IS NOT NULL) AS suspended,
       COALESCE(NULLIF(m."suspendReason", ''), 'This mailbox is suspended') AS suspend_reason,
       -- 0 is no limit.
       '*:bytes=' || GREATEST(m."quotaBytes", 0) AS quota_rule,
       -- Null leaves the field out; an empty string would become "yes".
       CASE WHEN m."pop3KeepDays" IS NOT NULL THEN '$POP3Deleted' END AS pop3_deleted_flag
FROM "Mailbox" m
JOIN "Domain" d ON d.id = m."domainId" AND d.active
JOIN "Tenant" c ON c.id = m."customerId"
LEFT JOIN "Tenant" r ON r.id = m."resellerId";

-- One row per mailbox, service and credential. `nologin` with `reason` refuses after the password was right; Postfix
-- ignores both, so for its service (smtp) a barred mailbox has no row. `cred` shows in the login line and `userdb_cred`
-- in every mail log line. allow_nets is Dovecot's own check of the client's address; for webmail that is the browser's.
CREATE VIEW mail_sign_in AS
SELECT c.address, s.service, c.token_sha256, c.web,
       CASE WHEN s.service = 'smtp' THEN c.address || '/' || c.cred ELSE c.address END AS "user",
       c.password, c.cred, mail_allow_nets(c.networks, n.networks) AS allow_nets,
       CASE WHEN r.reason IS NOT NULL THEN 'y' END AS nologin, r.reason,
       m.mailbox_id, m.quota_rule, m.pop3_deleted_flag
FROM mail_account m
JOIN mail_credential c ON c.address = m.address
JOIN mail_barred n ON n.address = m.address
CROSS JOIN LATERAL (VALUES
  -- A mailbox without webmail keeps its filters, and one without ManageSieve has none in the panel either.
  ('imap', 'imap', CASE WHEN c.web THEN 'webmail' = ANY (m.protocols) ELSE 'imap' = ANY (m.protocols) END),
  ('pop3', 'pop3', 'pop3' = ANY (m.protocols)),
  ('submission', 'submission',
    CASE WHEN c.web THEN 'webmail' = ANY (m.protocols) ELSE 'submission' = ANY (m.protocols) END),
  ('sieve', 'sieve', 'sieve' = ANY (m.protocols)),
  ('smtp', 'submission', 'submission' = ANY (m.protocols))
) AS s(service, protocol, allowed)
CROSS JOIN LATERAL (SELECT CASE
  WHEN m.suspended THEN m.suspend_reason
  WHEN NOT s.allowed AND c.web AND s.service <> 'sieve' THEN 'webmail access is not enabled for this mailbox'
  WHEN NOT s.allowed THEN s.protocol || ' access is not enabled for this mailbox'
  WHEN c.cred = 'main' AND NOT m.main_password THEN 'This mailbox wants an app password here'
  WHEN NOT s.protocol = ANY (c.protocols) THEN 'This app password may not use ' || s.protocol
END AS reason) r
WHERE s.service <> 'smtp' OR r.reason IS NULL;

CREATE VIEW mail_user AS SELECT address, mailbox_id, quota_rule, pop3_deleted_flag FROM mail_account;

CREATE FUNCTION dovecot_sign_in(asked_address text, asked_service text, sent_sha256 text, from_panel boolean)
RETURNS SETOF mail_sign_in LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT * FROM mail_sign_in s
  WHERE s.address = asked_address AND s.service = asked_service
    AND (s.token_sha256 IS NULL OR s.token_sha256 = sent_sha256) AND (NOT s.web OR from_panel)
  ORDER BY s.token_sha256 NULLS LAST LIMIT 1;
END $$;

CREATE FUNCTION dovecot_user(asked text) RETURNS SETOF mail_user
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT * FROM mail_user u WHERE u.address = asked;
END $$;

-- Its columns stay as they were, so that the functions of migration 0012 answer as before.
CREATE OR REPLACE VIEW sign_in_mailbox AS
SELECT m.id, m.address, m."displayName", m.locale, 'webmail' = ANY (m.protocols) AS webmail, m."customerId", m."resellerId",
       (m."suspendedAt" IS NOT NULL OR NOT d.active OR c."suspendedAt" IS NOT NULL
         OR above."suspendedAt" IS NOT NULL) AS blocked
FROM "Mailbox" m
JOIN "Domain" d ON d.id = m."domainId"
JOIN "Tenant" c ON c.id = d."customerId"
LEFT JOIN "Tenant" above ON above.id = c."parentId";

ALTER TABLE "Mailbox"
  DROP COLUMN imap, DROP COLUMN pop3, DROP COLUMN submission, DROP COLUMN sieve, DROP COLUMN webmail;
