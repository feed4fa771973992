-- Rows hold codes; sentences are the catalogue's. And columns that nobody reads go.
UPDATE "MailSession" SET "endDetail" = CASE "endDetail"
  WHEN 'The mail server was started again.' THEN 'mail-server-restarted'
  WHEN 'Its session id was used again.' THEN 'session-id-reused'
  WHEN 'Its process serves another session.' THEN 'process-reused'
  ELSE 'not-listed' END
WHERE "endDetail" IN ('The mail server was started again.', 'Its session id was used again.',
  'Its process serves another session.', 'Not in the list of connections of the mail server.');

-- The agent reports again within seconds.
UPDATE "Node" SET trouble = NULL;
ALTER TABLE "Node" ADD COLUMN "troubleDetail" TEXT;

ALTER TABLE "Finding" DROP COLUMN "toldAt";
ALTER TABLE "NodeBatch" DROP COLUMN "receivedAt", DROP COLUMN "toOffset";
