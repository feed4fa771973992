-- Who is asking, as functions: every request of the panel asks, and a function keeps the plan of its query as long as
-- its connection lives. What they answer is parsed by the room that asks. Each is declared for the owners of the tables
-- that it reads; its head names them, and the room of each in brackets.

-- Who may not sign in now is decided in these two views and nowhere else: for a new sign-in, for every request after
-- it, and for whom somebody views the panel as.

-- A role of a person; blocked while it, the person, the tenant or the reseller above is suspended. Reads Membership and
-- Person (people), Tenant (tenants).
CREATE VIEW sign_in_role AS
SELECT m.id, m.role, m."createdAt", p.id AS "personId", p.name AS "personName",
       t.id AS "tenantId", t.kind AS "tenantKind", t.name AS "tenantName", t."resellerId",
       above.kind AS "parentKind", above.name AS "parentName",
       (m."suspendedAt" IS NOT NULL OR p."suspendedAt" IS NOT NULL OR t."suspendedAt" IS NOT NULL
         OR above."suspendedAt" IS NOT NULL) AS blocked
FROM "Membership" m
JOIN "Person" p ON p.id = m."personId"
JOIN "Tenant" t ON t.id = m."tenantId"
LEFT JOIN "Tenant" above ON above.id = t."parentId";

-- A mailbox as its owner signs in with it; blocked while it, its customer or the reseller above is suspended, or its
-- domain is switched off. Reads Mailbox (mailboxes), Domain (domains), Tenant (tenants).
CREATE VIEW sign_in_mailbox AS
SELECT m.id, m.address, m."displayName", m.locale, m.webmail, m."customerId", m."resellerId",
       (m."suspendedAt" IS NOT NULL OR NOT d.active OR c."suspendedAt" IS NOT NULL
         OR above."suspendedAt" IS NOT NULL) AS blocked
FROM "Mailbox" m
JOIN "Domain" d ON d.id = m."domainId"
JOIN "Tenant" c ON c.id = d."customerId"
LEFT JOIN "Tenant" above ON above.id = c."parentId";

-- A sign-in that is open and whose account may sign in now, or no row: its person with the roles that they can act in,
-- or its mailbox, and the view that it is in. Reads SignIn (sign-ins), ViewAs (identity), PlatformSetting (platform),
-- Person (people) and the views above. No secrets.
CREATE FUNCTION who_is_asking(asked uuid) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT jsonb_build_object(
    'id', s.id, 'ip', s.ip, 'method', s.method, 'lastSeenAt', s."lastSeenAt", 'membershipId', s."membershipId",
    'staffSecondFactor', COALESCE((SELECT p."staffSecondFactor" FROM "PlatformSetting" p WHERE p.id = 1), false),
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

-- The account that a name signs in to, with what it is opened by: a person's first role, or the mailbox, unless blocked.
-- A person goes before a mailbox of the same name. The digest of the password and the sealed secret of the second factor
-- are for the sign-in of identity alone. Reads Person (people), Mailbox (mailboxes), SecondFactor and Passkey (factors)
-- and the views above.
CREATE FUNCTION account_by_name(asked text) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT jsonb_build_object(
    'id', COALESCE(a.person, a.mailbox), 'name', asked, 'passwordHash', a.digest,
    'role', (
      SELECT to_jsonb(r) FROM sign_in_role r
      WHERE r."personId" = a.person AND NOT r.blocked ORDER BY r."createdAt", r.id LIMIT 1),
    'mailbox', (SELECT to_jsonb(m) FROM sign_in_mailbox m WHERE m.id = a.mailbox AND NOT m.blocked),
    'secondFactor', (
      SELECT jsonb_build_object('id', f.id, 'sealedSecret', f."sealedSecret", 'lastStep', f."lastStep")
      FROM "SecondFactor" f
      WHERE (f."personId" = a.person OR f."mailboxId" = a.mailbox) AND f."confirmedAt" IS NOT NULL),
    'hasPasskeys', EXISTS (
      SELECT 1 FROM "Passkey" k WHERE k."personId" = a.person OR k."mailboxId" = a.mailbox))
  FROM (
    SELECT 1 AS place, p.id AS person, NULL::uuid AS mailbox, p."passwordHash" AS digest
    FROM "Person" p WHERE p.email = asked
    UNION ALL
    SELECT 2, NULL, m.id, m."passwordHash" FROM "Mailbox" m WHERE m.address = asked
    ORDER BY place LIMIT 1
  ) a;
END $$;

-- The account that a passkey signs in to, in the same form. Reads Passkey (factors), Person (people), Mailbox (mailboxes)
-- and the views above. No secrets.
CREATE FUNCTION account_by_passkey(asked text) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT jsonb_build_object(
    'name', COALESCE(p.email, m.address),
    'role', (
      SELECT to_jsonb(r) FROM sign_in_role r
      WHERE r."personId" = p.id AND NOT r.blocked ORDER BY r."createdAt", r.id LIMIT 1),
    'mailbox', (SELECT to_jsonb(x) FROM sign_in_mailbox x WHERE x.id = m.id AND NOT x.blocked))
  FROM "Passkey" k
  LEFT JOIN "Person" p ON p.id = k."personId"
  LEFT JOIN "Mailbox" m ON m.id = k."mailboxId"
  WHERE k."credentialId" = asked;
END $$;

-- The sign-in name and the digest of the password of one account, for passwords alone, which has it proven. Reads Person
-- (people) and Mailbox (mailboxes).
CREATE FUNCTION account_password(person uuid, mailbox uuid) RETURNS TABLE (name text, digest text)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  SELECT p.email, p."passwordHash" FROM "Person" p WHERE p.id = person
  UNION ALL
  SELECT m.address, m."passwordHash" FROM "Mailbox" m WHERE m.id = mailbox;
END $$;
