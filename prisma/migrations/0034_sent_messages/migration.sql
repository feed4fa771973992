-- What became of messages that were sent, as Postfix logged it.
CREATE TABLE "SentMessage" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "queuedAt" TIMESTAMPTZ(6),
    "door" TEXT,
    "account" TEXT,
    "mailboxId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "redirected" BOOLEAN NOT NULL DEFAULT false,
    "sender" TEXT,
    "messageId" TEXT,
    "subject" TEXT,
    "size" BIGINT,
    "recipientCount" INTEGER,
    "recipients" TEXT[],
    "relayedFor" TEXT,
    "sid" TEXT,
    "credential" TEXT,
    "endedAt" TIMESTAMPTZ(6),
    "ended" TEXT,

    CONSTRAINT "SentMessage_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SentMessage_node_queueId_key" ON "SentMessage"("node", "queueId");
CREATE INDEX "SentMessage_mailboxId_at_idx" ON "SentMessage"("mailboxId", "at");
CREATE INDEX "SentMessage_customerId_at_idx" ON "SentMessage"("customerId", "at");
CREATE INDEX "SentMessage_resellerId_at_idx" ON "SentMessage"("resellerId", "at");
CREATE INDEX "SentMessage_at_idx" ON "SentMessage"("at");
CREATE INDEX "SentMessage_messageId_idx" ON "SentMessage"("messageId");

CREATE TABLE "SentAttempt" (
    "id" BIGSERIAL NOT NULL,
    "sentId" BIGINT NOT NULL,
    "node" TEXT NOT NULL,
    "inode" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "recipient" TEXT NOT NULL,
    "originalRecipient" TEXT,
    "state" TEXT NOT NULL,
    "relay" TEXT,
    "tls" TEXT,
    "dsn" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "latest" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "SentAttempt_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SentAttempt_sentId_fkey" FOREIGN KEY ("sentId") REFERENCES "SentMessage"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "SentAttempt_node_inode_offset_at_key" ON "SentAttempt"("node", "inode", "offset", "at");
CREATE INDEX "SentAttempt_sentId_idx" ON "SentAttempt"("sentId");
CREATE INDEX "SentAttempt_latest_state_at_idx" ON "SentAttempt"("latest", "state", "at");
