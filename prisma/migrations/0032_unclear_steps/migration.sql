-- Steps of which the log does not say for certain which message or folder they are about.
ALTER TABLE "MailEvent" ADD COLUMN "unclear" BOOLEAN NOT NULL DEFAULT false;

-- Mailboxes with a folder whose name may look like fields of the log.
CREATE TABLE "FolderImitation" (
  "mailboxId" UUID PRIMARY KEY,
  "folder" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL
);
-- Their folders were not recorded so far.
INSERT INTO "FolderImitation" ("mailboxId", "folder", "at") SELECT id, '', now() FROM "Mailbox";
