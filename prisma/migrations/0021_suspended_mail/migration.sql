-- A suspended mailbox still receives, and does nothing else: its mail is filed in INBOX, no Sieve script runs for it, and
-- what it forwards stays with it.
CREATE OR REPLACE VIEW mail_user AS SELECT address, mailbox_id, quota_rule, pop3_deleted_flag, suspended FROM mail_account;

CREATE OR REPLACE VIEW mail_alias AS
SELECT a.source, a.destination FROM "Alias" a
JOIN "Domain" d ON d.id = a."domainId" AND d.active AND d."provenAt" IS NOT NULL
-- The forwarding of a mailbox is its aliases whose source is the mailbox itself.
WHERE NOT EXISTS (SELECT 1 FROM mail_account m WHERE m.address = a.source AND m.suspended);
