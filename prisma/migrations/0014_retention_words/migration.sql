-- The states of a retention item have the names that the code uses. Jobs in the queue under their old names are still
-- handled.
ALTER TABLE "RetentionItem" ALTER COLUMN "state" SET DEFAULT 'planned';

UPDATE "RetentionItem"
SET "state" = CASE "state"
  WHEN 'would-go' THEN 'planned'
  WHEN 'kept' THEN 'retained'
  WHEN 'bringing-back' THEN 'restoring'
  WHEN 'brought-back' THEN 'restored'
END
WHERE "state" IN ('would-go', 'kept', 'bringing-back', 'brought-back');
