-- What mailboxes send, counted before the queue: recipients in slots of ten minutes, for the mailbox and for what it
-- belongs to. A sum per domain and tenant, because each message asks for all of them.
CREATE TABLE "OutboundCount" (
    "ownerId" UUID NOT NULL,
    "slot" TIMESTAMPTZ(6) NOT NULL,
    "recipients" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,
    CONSTRAINT "OutboundCount_pkey" PRIMARY KEY ("ownerId", "slot")
);
CREATE INDEX "OutboundCount_slot_idx" ON "OutboundCount"("slot");

-- Limits that somebody has set. Null is the default.
CREATE TABLE "OutboundLimit" (
    "ownerId" UUID NOT NULL,
    "perHour" INTEGER,
    "perDay" INTEGER,
    CONSTRAINT "OutboundLimit_pkey" PRIMARY KEY ("ownerId")
);

-- That a limit has deferred mail, once a day for each limit, for those who are notified.
CREATE TABLE "OutboundRefusal" (
    "mailboxId" UUID NOT NULL,
    "level" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "maxRecipients" INTEGER NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "lastAt" TIMESTAMPTZ(6) NOT NULL,
    "reportedAt" TIMESTAMPTZ(6),
    CONSTRAINT "OutboundRefusal_pkey" PRIMARY KEY ("mailboxId", "level", "period", "day")
);
CREATE INDEX "OutboundRefusal_reportedAt_idx" ON "OutboundRefusal"("reportedAt");
CREATE INDEX "OutboundRefusal_day_idx" ON "OutboundRefusal"("day");

CREATE TABLE "SendingSuspension" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "messages" INTEGER NOT NULL,
    "recipients" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "network" TEXT NOT NULL,
    "passwordChangedAt" TIMESTAMPTZ(6),
    "liftedAt" TIMESTAMPTZ(6),
    "liftedBy" TEXT,
    "liftedByOwner" BOOLEAN NOT NULL DEFAULT false,
    "reportedAt" TIMESTAMPTZ(6),
    "findingAt" TIMESTAMPTZ(6),
    CONSTRAINT "SendingSuspension_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "SendingSuspension_mailboxId_at_idx" ON "SendingSuspension"("mailboxId", "at");
CREATE UNIQUE INDEX sending_suspension_open ON "SendingSuspension" ("mailboxId") WHERE "liftedAt" IS NULL;
CREATE INDEX sending_suspension_new ON "SendingSuspension" (id) WHERE "reportedAt" IS NULL OR "findingAt" IS NULL;

-- Whoever changes the password, in whatever way, has taken the mailbox from the one who sent.
CREATE FUNCTION note_password_of_suspended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "SendingSuspension" SET "passwordChangedAt" = now() WHERE "mailboxId" = NEW.id AND "liftedAt" IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER note_password_of_suspended AFTER UPDATE OF "passwordHash" ON "Mailbox"
FOR EACH ROW WHEN (OLD."passwordHash" IS DISTINCT FROM NEW."passwordHash") EXECUTE FUNCTION note_password_of_suspended();

-- Since when a name signs in from a network. What is known already is not new.
ALTER TABLE "KnownNetwork" ADD COLUMN "firstAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "KnownNetwork" SET "firstAt" = "lastAt" - interval '30 days';
