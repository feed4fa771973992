-- What the owner of an account must know: who opened it, who changed how it opens, and where its mail goes. A notice stays
-- in the panel until its owner has read it, whatever becomes of the mail about it.
CREATE TABLE "Notice" (
    "id" BIGSERIAL NOT NULL,
    "mailboxId" UUID,
    "personId" UUID,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "byName" TEXT,
    "ip" INET,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(6),
    "mailId" UUID,
    "mailedAt" TIMESTAMPTZ(6),
    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT notice_of_one_account CHECK (num_nonnulls("mailboxId", "personId") = 1)
);
CREATE INDEX "Notice_mailboxId_id_idx" ON "Notice"("mailboxId", "id");
CREATE INDEX "Notice_personId_id_idx" ON "Notice"("personId", "id");
CREATE INDEX "Notice_mailedAt_at_idx" ON "Notice"("mailedAt", "at");

-- The owner is notified once of a network that a mail program newly signs in from. What was seen before is known.
ALTER TABLE "DeviceNetwork" ADD COLUMN "noticedAt" TIMESTAMPTZ(6) DEFAULT now();
ALTER TABLE "DeviceNetwork" ALTER COLUMN "noticedAt" DROP DEFAULT;
CREATE INDEX device_network_unnoticed ON "DeviceNetwork" ("mailboxId", network) WHERE "noticedAt" IS NULL;

-- Invitations are counted by their tenant.
CREATE INDEX invitation_open ON "Invitation" ("tenantId") WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL;
