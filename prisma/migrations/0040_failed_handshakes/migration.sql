-- Connections that ended in the TLS handshake, counted by hour.
CREATE TABLE "FailedHandshake" (
  "id" BIGSERIAL PRIMARY KEY,
  "node" TEXT NOT NULL,
  "hour" TIMESTAMPTZ(6) NOT NULL,
  "protocol" "Protocol" NOT NULL,
  "remoteIp" INET,
  "reason" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "firstAt" TIMESTAMPTZ(6) NOT NULL,
  "lastAt" TIMESTAMPTZ(6) NOT NULL,
  "revision" BIGINT NOT NULL
);
-- The null address stands for those beyond the limit of an hour.
CREATE UNIQUE INDEX "FailedHandshake_key" ON "FailedHandshake" ("hour", "node", "protocol", "remoteIp", "reason")
  NULLS NOT DISTINCT;
CREATE INDEX "FailedHandshake_remoteIp_hour_idx" ON "FailedHandshake" ("remoteIp", "hour");
CREATE INDEX "FailedHandshake_revision_idx" ON "FailedHandshake" ("revision");

CREATE SEQUENCE failed_handshake_revision;

ALTER TABLE "DeviceCursor" ADD COLUMN "handshake" BIGINT NOT NULL DEFAULT 0;
