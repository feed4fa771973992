-- Which job sends the mail about a notice, so that two at the same time do not both send it.
ALTER TABLE "Notice" ADD COLUMN "claimedAt" TIMESTAMPTZ(6);

-- Where the filters of a mailbox send mail, as far as its owner was notified. Compared after a session of ManageSieve, in
-- which a mail program may have stored a script.
CREATE TABLE "KnownRedirect" (
    "mailboxId" UUID NOT NULL,
    "destinations" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 0,
    "checkedAt" TIMESTAMPTZ(6),
    CONSTRAINT "KnownRedirect_pkey" PRIMARY KEY ("mailboxId")
);
ALTER TABLE "KnownRedirect" ADD CONSTRAINT "KnownRedirect_mailboxId_fkey"
  FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- They are few among all sessions, and looked for every minute.
CREATE INDEX mail_session_sieve ON "MailSession" ("endedAt") WHERE protocol = 'sieve';
