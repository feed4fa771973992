-- Where the devices of a mailbox were last seen: what failed from the same address belongs to one of them.
CREATE INDEX "Device_remoteIp_idx" ON "Device" ("remoteIp");

CREATE VIEW "DeviceAddress" AS
SELECT d.id AS "deviceId", d."mailboxId", d."remoteIp", d."lastSeenAt"
FROM "Device" d WHERE d."remoteIp" IS NOT NULL AND d."forgottenAt" IS NULL;

-- The strictest setting of the host, for what belongs to nobody in particular: log files, lines that could not be read.
CREATE VIEW log_address_days AS
SELECT min(r."addressDays") AS days FROM "LogRetention" r JOIN "Tenant" t ON t.id = r."tenantId";

-- Earlier runs shortened addresses in fewer places. The next one begins at the start.
UPDATE "LogRetention" SET "addressesCutTo" = NULL;
