-- Where the devices of a mailbox were last seen: what failed from the same address belongs to one of them.
CREATE INDEX "Device_remoteIp_idx" ON "Device" ("remoteIp");

CREATE VIEW "DeviceAddress" AS
SELECT d.id AS "deviceId", d."mailboxId", d."remoteIp", d."lastSeenAt"
FROM "Device" d WHERE d."remoteIp" IS NOT NULL AND d."forgottenAt" IS NULL;
