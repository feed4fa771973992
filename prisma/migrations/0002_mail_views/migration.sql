-- What Dovecot and Postfix may see of the panel's tables. Their roles are granted these views and nothing else,
-- so a table may change as long as its view keeps its columns.

-- One row per mailbox that exists: what a sign-in, a delivery or doveadm needs of it.
CREATE VIEW mail_account AS
SELECT m.address,
       m.id::text AS mailbox_id,
       m."passwordHash" AS password,
       m.imap, m.pop3, m.submission, m.sieve, m.webmail, m."mainPassword" AS main_password,
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

-- The list of networks that remains when some are taken out: Dovecot's allow_nets knows only what is allowed. A barred
-- network inside an allowed one splits that one; one that holds it removes it. Null is "everywhere".
CREATE FUNCTION mail_allow_nets(allowed text[], barred inet[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  left_over cidr[];
  next_round cidr[];
  one cidr;
  bar cidr;
  half cidr;
  parent inet;
BEGIN
  IF cardinality(barred) = 0 THEN
    RETURN NULLIF(array_to_string(allowed, ','), '');
  END IF;
  left_over := CASE WHEN cardinality(allowed) = 0 THEN ARRAY['0.0.0.0/0', '::/0']::cidr[]
    ELSE ARRAY(SELECT network(a::inet) FROM unnest(allowed) a) END;
  FOREACH bar IN ARRAY ARRAY(SELECT network(b) FROM unnest(barred) b) LOOP
    next_round := '{}';
    FOREACH one IN ARRAY left_over LOOP
      IF one <<= bar THEN
        CONTINUE;
      ELSIF bar << one THEN
        FOR length IN masklen(one) + 1 .. masklen(bar) LOOP
          parent := set_masklen(bar::inet, length - 1);
          half := network(set_masklen(network(parent)::inet, length));
          IF bar <<= half THEN
            half := network(set_masklen(broadcast(parent), length));
          END IF;
          next_round := next_round || half;
        END LOOP;
      ELSE
        next_round := next_round || one;
      END IF;
    END LOOP;
    left_over := next_round;
  END LOOP;
  -- Nothing is left: an address that no client has.
  RETURN COALESCE(NULLIF(array_to_string(left_over, ','), ''), '255.255.255.255');
END $$;

CREATE VIEW mail_barred AS
SELECT m.address, ARRAY(
  SELECT b.network FROM "NetworkBlock" b WHERE b."mailboxId" = m.id AND b."liftedAt" IS NULL ORDER BY b.network
) AS networks
FROM "Mailbox" m;


-- What opens a mailbox: its own password, app passwords, and the tokens of web sign-ins. The last two are long and random
-- and are found by their digest, so the row that is found names the credential.
CREATE VIEW mail_credential AS
SELECT m.address, 'main' AS cred, NULL AS token_sha256, m."passwordHash" AS password,
       NULL::text[] AS protocols, '{}'::text[] AS networks, false AS web
FROM "Mailbox" m
UNION ALL
SELECT m.address, 'ap' || a.id, a."tokenSha256", '{SHA256.HEX}' || a."tokenSha256",
       a.protocols, COALESCE(a.networks, '{}'), false
FROM "AppPassword" a JOIN "Mailbox" m ON m.id = a."mailboxId"
WHERE a."revokedAt" IS NULL AND (a."expiresAt" IS NULL OR a."expiresAt" > now())
UNION ALL
SELECT m.address, 'web' || s.id, t."tokenSha256", '{SHA256.HEX}' || t."tokenSha256",
       ARRAY['imap', 'sieve', 'submission'], '{}', true
FROM "WebToken" t JOIN "Mailbox" m ON m.id = t."mailboxId" JOIN "SignIn" s ON s.id = t."signInId"
WHERE t."expiresAt" > now() AND s."endedAt" IS NULL;

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
  ('imap', 'imap', CASE WHEN c.web THEN m.webmail ELSE m.imap END),
  ('pop3', 'pop3', m.pop3),
  ('submission', 'submission', CASE WHEN c.web THEN m.webmail ELSE m.submission END),
  ('sieve', 'sieve', m.sieve),
  ('smtp', 'submission', m.submission)
) AS s(service, protocol, allowed)
CROSS JOIN LATERAL (SELECT CASE
  WHEN m.suspended THEN m.suspend_reason
  WHEN NOT s.allowed AND c.web AND s.service <> 'sieve' THEN 'webmail access is not enabled for this mailbox'
  WHEN NOT s.allowed THEN s.protocol || ' access is not enabled for this mailbox'
  WHEN c.cred = 'main' AND NOT m.main_password THEN 'This mailbox wants an app password here'
  WHEN NOT s.protocol = ANY (c.protocols) THEN 'This app password may not use ' || s.protocol
END AS reason) r
WHERE s.service <> 'smtp' OR r.reason IS NULL;

-- Where a mailbox lies and how much it may hold, for delivery and doveadm.
CREATE VIEW mail_user AS SELECT address, mailbox_id, quota_rule, pop3_deleted_flag FROM mail_account;

CREATE VIEW mail_domain AS SELECT name FROM "Domain" WHERE active AND "provenAt" IS NOT NULL;

-- A suspended mailbox still receives: bouncing its mail would lose it.
CREATE VIEW mail_recipient AS
SELECT m.address, m.node FROM "Mailbox" m JOIN "Domain" d ON d.id = m."domainId" AND d.active AND d."provenAt" IS NOT NULL;

CREATE VIEW mail_alias AS
SELECT a.source, a.destination FROM "Alias" a
JOIN "Domain" d ON d.id = a."domainId" AND d.active AND d."provenAt" IS NOT NULL;

-- Postfix asks for "@domain" when an address has no alias of its own, so beside a catch-all every mailbox and alias must
-- answer for itself.
CREATE VIEW mail_alias_or_self AS
SELECT source, destination FROM mail_alias
UNION
SELECT m.address, m.address FROM mail_recipient m
WHERE EXISTS (SELECT 1 FROM mail_alias a WHERE a.source = '@' || split_part(m.address, '@', 2))
  AND NOT EXISTS (SELECT 1 FROM mail_alias a WHERE a.source = m.address);

-- Which SASL login may use which envelope sender: its own address and the aliases that lead to it. A direct
-- sign-in to Postfix carries the credential behind a slash, one through Dovecot's submission service does not.
CREATE VIEW mail_sender AS
WITH own AS (
  SELECT m.address AS sender, m.address AS login
  FROM "Mailbox" m JOIN "Domain" d ON d.id = m."domainId" AND d."provenAt" IS NOT NULL
  UNION
  SELECT a.source, m.address
  FROM "Alias" a JOIN "Mailbox" m ON m.address = a.destination
  JOIN "Domain" d ON d.id = a."domainId" AND d."provenAt" IS NOT NULL
)
SELECT sender, login FROM own
UNION ALL
SELECT o.sender, o.login || '/' || c.cred FROM own o JOIN mail_credential c ON c.address = o.login;

-- Mail for a suspended tenant that asked for it waits in the queue: it is to go to a socket that nobody opens, so that
-- Postfix defers it, when the queue is flushed, too. (Its own `retry` would turn the message away at the door, and its
-- `error` answers to no other name.)
CREATE VIEW mail_transport AS
SELECT d.name, 'held:unix:suspended' AS transport
FROM "Domain" d
JOIN "Tenant" c ON c.id = d."customerId"
LEFT JOIN "Tenant" r ON r.id = d."resellerId"
WHERE (c."suspendedAt" IS NOT NULL AND c."holdsMail") OR (r."suspendedAt" IS NOT NULL AND r."holdsMail");
