-- What the mail servers reported is written by one room alone. What devices make of a session is in a table of their
-- own, so that they no longer update sessions under the lock of those who write them.
CREATE TABLE "SessionDevice" (
  "sessionId" BIGINT NOT NULL,
  "startedAt" TIMESTAMPTZ(6) NOT NULL,
  "deviceId" UUID NOT NULL,
  "counted" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "SessionDevice_pkey" PRIMARY KEY ("sessionId"),
  CONSTRAINT "SessionDevice_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"(id) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "SessionDevice" ("sessionId", "startedAt", "deviceId", "counted")
SELECT s.id, s."startedAt", s."deviceId", s."deviceCounted" FROM "MailSession" s JOIN "Device" d ON d.id = s."deviceId";
CREATE INDEX "SessionDevice_deviceId_startedAt_idx" ON "SessionDevice" ("deviceId", "startedAt");
CREATE INDEX "SessionDevice_startedAt_idx" ON "SessionDevice" ("startedAt");
ALTER TABLE "MailSession" DROP COLUMN "deviceId", DROP COLUMN "deviceCounted";

-- The device of a session; `leadId` is the device that its owner sees: itself, or the one it was merged into.
CREATE VIEW "DeviceOfSession" AS
SELECT x."sessionId", x."startedAt", x."deviceId", COALESCE(d."mergedIntoId", d.id) AS "leadId"
FROM "SessionDevice" x JOIN "Device" d ON d.id = x."deviceId";

-- How long the log is kept is a matter of the log, not of the tenant.
CREATE TABLE "LogRetention" (
  "tenantId" UUID NOT NULL,
  "sessionDays" INTEGER,
  "addressDays" INTEGER,
  "addressesCutTo" TIMESTAMPTZ(6),
  CONSTRAINT "LogRetention_pkey" PRIMARY KEY ("tenantId"),
  CONSTRAINT "LogRetention_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT log_retention_session_days CHECK ("sessionDays" BETWEEN 1 AND 36500),
  CONSTRAINT log_retention_address_days CHECK ("addressDays" BETWEEN 1 AND 36500)
);
INSERT INTO "LogRetention"
SELECT id, "sessionDays", "sessionAddressDays", "sessionAddressesCutTo" FROM "Tenant"
WHERE num_nonnulls("sessionDays", "sessionAddressDays", "sessionAddressesCutTo") > 0;
ALTER TABLE "Tenant" DROP COLUMN "sessionDays", DROP COLUMN "sessionAddressDays", DROP COLUMN "sessionAddressesCutTo";

-- The receipt of a disconnect.
ALTER TABLE "SessionEnding" RENAME TO "Disconnect";
ALTER TABLE "Disconnect" RENAME CONSTRAINT "SessionEnding_pkey" TO "Disconnect_pkey";
ALTER TABLE "Disconnect" RENAME COLUMN ended TO disconnected;
ALTER TABLE "Disconnect" RENAME COLUMN back TO returned;
ALTER TABLE "Disconnect" RENAME COLUMN barred TO revoked;
ALTER TABLE "Disconnect" DROP COLUMN "domainId";
ALTER INDEX "SessionEnding_startedAt_idx" RENAME TO "Disconnect_startedAt_idx";
ALTER INDEX "SessionEnding_resellerId_startedAt_idx" RENAME TO "Disconnect_resellerId_startedAt_idx";
ALTER INDEX "SessionEnding_customerId_startedAt_idx" RENAME TO "Disconnect_customerId_startedAt_idx";
ALTER INDEX "SessionEnding_mailboxId_startedAt_idx" RENAME TO "Disconnect_mailboxId_startedAt_idx";
ALTER TABLE "SessionEndingLine" RENAME TO "DisconnectLine";
ALTER TABLE "DisconnectLine" RENAME COLUMN "endingId" TO "disconnectId";
ALTER TABLE "DisconnectLine" RENAME CONSTRAINT "SessionEndingLine_pkey" TO "DisconnectLine_pkey";
ALTER TABLE "DisconnectLine" RENAME CONSTRAINT "SessionEndingLine_endingId_fkey" TO "DisconnectLine_disconnectId_fkey";

-- Records of batches that wait for the worker carry the names of the tables that they end in.
UPDATE "NodeBatch" SET records = (
  SELECT COALESCE(jsonb_agg(
    (r - 'user' - 'ip' - 'port' - 'method' - 'cred') || jsonb_strip_nulls(jsonb_build_object('address', r -> 'user',
      'remoteIp', r -> 'ip', 'remotePort', r -> 'port', 'mechanism', r -> 'method', 'credential', r -> 'cred'))
    ORDER BY place), '[]')
  FROM jsonb_array_elements(records) WITH ORDINALITY AS x(r, place));
