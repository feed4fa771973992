-- A challenge for a passkey is recognised by its keyed hash; only those that were answered are stored, so that none is
-- answered twice. Challenges that were on their way are asked for again.
DROP TABLE "PasskeyChallenge";
CREATE TABLE "PasskeyChallenge" (
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("challenge")
);
CREATE INDEX "PasskeyChallenge_expiresAt_idx" ON "PasskeyChallenge"("expiresAt");
