-- An app password is one device, whatever its program calls itself. Earlier there was one for each name: the newest goes
-- on, and the others are shown as parts of it.
ALTER TABLE "Device" ADD COLUMN programs TEXT[] DEFAULT ARRAY[]::TEXT[];

WITH named AS (
  SELECT id, "mailboxId", protocol, credential,
    first_value(id) OVER (PARTITION BY "mailboxId", protocol, credential ORDER BY "lastSeenAt" DESC, id) AS newest
  FROM "Device" WHERE credential LIKE 'ap%'
)
UPDATE "Device" d SET
  key = CASE WHEN d.id = n.newest THEN format('["%s","%s","","%s",""]', n."mailboxId", n.protocol, n.credential) ELSE d.key END,
  "mergedIntoId" = CASE WHEN d.id = n.newest THEN d."mergedIntoId" ELSE COALESCE(d."mergedIntoId", n.newest) END,
  stale = true
FROM named n WHERE n.id = d.id
  -- A program without a name has this key already.
  AND (d.id <> n.newest OR NOT EXISTS (
    SELECT 1 FROM "Device" o WHERE o."mailboxId" = d."mailboxId" AND o.id <> d.id
      AND o.key = format('["%s","%s","","%s",""]', n."mailboxId", n.protocol, n.credential)));
