-- What rspamd decided about a message is an event of each mailbox that the message is for.
ALTER TABLE "MailEvent" ADD COLUMN "verdict" JSONB;
CREATE UNIQUE INDEX "MailEvent_node_inode_offset_at_address_key" ON "MailEvent"("node", "inode", "offset", "at", "address");
DROP INDEX "MailEvent_node_inode_offset_at_key";

-- The mailboxes that mail to an address is for, as Postfix finds them (migration 0011): through aliases, a catch-all only
-- for an address without an answer of its own, and without the +suffix. Aliases may lead in circles.
CREATE FUNCTION mailboxes_of_recipient(asked text) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE step(address, depth) AS (
    SELECT regexp_replace(lower(asked), '\+[^@]*@', '@'), 0
    UNION
    SELECT regexp_replace(lower(a.destination), '\+[^@]*@', '@'), s.depth + 1
    FROM step s
    JOIN mail_alias a ON a.source = CASE
      WHEN EXISTS (SELECT 1 FROM mail_alias o WHERE o.source = s.address)
        OR EXISTS (SELECT 1 FROM mail_recipient r WHERE r.address = s.address) THEN s.address
      ELSE '@' || split_part(s.address, '@', 2) END
    WHERE s.depth < 10
  )
  SELECT DISTINCT m.id FROM step s
  JOIN mail_recipient r ON r.address = s.address
  JOIN "Mailbox" m ON m.address = r.address
$$;
