-- What a program sends and filters is a part of the program. Its owner can separate it again.
ALTER TABLE "Device" ADD COLUMN separate BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "partOfId" UUID;

-- The device of a session; `leadId` is the device that its owner sees: itself, the one it was merged into, or the one
-- that it is a part of.
CREATE OR REPLACE VIEW "DeviceOfSession" AS
SELECT x."sessionId", x."startedAt", x."deviceId", COALESCE(d."mergedIntoId", d."partOfId", d.id) AS "leadId"
FROM "SessionDevice" x JOIN "Device" d ON d.id = x."deviceId";

-- The panel's own ManageSieve sessions are no device.
DELETE FROM "Device" WHERE protocol = 'sieve' AND credential = 'web';

UPDATE "Device" SET stale = true WHERE protocol IN ('submission', 'sieve');
