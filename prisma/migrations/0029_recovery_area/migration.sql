-- What the removed messages of a mailbox take that can still be restored. The worker keeps it within a limit.
CREATE TABLE "RecoveryArea" (
    "mailboxId" UUID NOT NULL,
    "usedBytes" BIGINT NOT NULL,
    "messages" INTEGER NOT NULL,
    "limitBytes" BIGINT NOT NULL,
    "checkedAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "RecoveryArea_pkey" PRIMARY KEY ("mailboxId")
);
