-- Lines of the log that should have said something and could not be read.
ALTER TABLE "Node" ADD COLUMN "unreadLines" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "unreadSince" TIMESTAMPTZ(6);

CREATE TABLE "UnreadLine" (
  "id" BIGSERIAL PRIMARY KEY,
  "node" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  "text" TEXT NOT NULL,
  "count" INTEGER NOT NULL
);
CREATE INDEX "UnreadLine_node_id_idx" ON "UnreadLine"("node", "id");

-- What a session fetched is not 0 where its end does not say it.
ALTER TABLE "MailSession" ALTER COLUMN "fetched" DROP NOT NULL, ALTER COLUMN "fetched" DROP DEFAULT;
UPDATE "MailSession" SET "fetched" = NULL WHERE "endedAt" IS NULL;

-- A refusal that the mail server does not explain repeats the one before.
CREATE INDEX "FailedLogin_address_at_idx" ON "FailedLogin"("address", "at");
