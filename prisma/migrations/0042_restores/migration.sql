-- Restoring many messages: a receipt with one line for each, which a job works through.
CREATE TABLE "Restore" (
  id UUID NOT NULL,
  "mailboxId" UUID NOT NULL,
  "customerId" UUID,
  "resellerId" UUID,
  address TEXT NOT NULL,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  restored INTEGER NOT NULL DEFAULT 0,
  "byName" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finishedAt" TIMESTAMPTZ(6),
  CONSTRAINT "Restore_pkey" PRIMARY KEY (id)
);
CREATE INDEX "Restore_mailboxId_startedAt_idx" ON "Restore" ("mailboxId", "startedAt");

CREATE TABLE "RestoreLine" (
  "restoreId" UUID NOT NULL,
  number INTEGER NOT NULL,
  "eventId" BIGINT NOT NULL,
  subject TEXT,
  sender TEXT,
  folder TEXT NOT NULL,
  "removedAt" TIMESTAMPTZ(6) NOT NULL,
  outcome TEXT,
  CONSTRAINT "RestoreLine_pkey" PRIMARY KEY ("restoreId", number),
  CONSTRAINT "RestoreLine_restoreId_fkey" FOREIGN KEY ("restoreId") REFERENCES "Restore" (id)
    ON DELETE CASCADE ON UPDATE CASCADE
);
