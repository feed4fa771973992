-- One count of guesses for the panel and the mail protocols. Earlier failures stay in the history; they count no longer,
-- because they have no network.
ALTER TABLE "SignInFailure"
    DROP COLUMN "clearedAt",
    ADD COLUMN "protocol" TEXT NOT NULL DEFAULT 'web',
    ADD COLUMN "network" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "wide" TEXT,
    ADD COLUMN "pwhash" INTEGER NOT NULL DEFAULT -1,
    ADD COLUMN "known" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "refused" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "times" INTEGER NOT NULL DEFAULT 1,
    ADD COLUMN "hour" TIMESTAMPTZ(6);
UPDATE "SignInFailure" SET known = true;
DROP INDEX "SignInFailure_ip_at_idx";
CREATE INDEX "SignInFailure_network_at_idx" ON "SignInFailure"("network", "at");
CREATE INDEX "SignInFailure_wide_at_idx" ON "SignInFailure"("wide", "at");
CREATE INDEX "SignInFailure_at_idx" ON "SignInFailure"("at");
CREATE UNIQUE INDEX "SignInFailure_name_network_protocol_kind_pwhash_refused_hou_key" ON "SignInFailure"("name", "network", "protocol", "kind", "pwhash", "refused", "hour");

CREATE TABLE "KnownNetwork" (
    "name" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "lastAt" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "KnownNetwork_pkey" PRIMARY KEY ("name", "network")
);
CREATE INDEX "KnownNetwork_lastAt_idx" ON "KnownNetwork"("lastAt");

CREATE TABLE "KnownAppPassword" (
    "name" TEXT NOT NULL,
    "pwhash" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "KnownAppPassword_pkey" PRIMARY KEY ("name", "pwhash")
);
CREATE INDEX "KnownAppPassword_lastAt_idx" ON "KnownAppPassword"("lastAt");
