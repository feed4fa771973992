-- What Prisma's schema cannot say of single rows.

-- A factor belongs to one account, and a view has one whom it shows.
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_one_account" CHECK (num_nonnulls("personId", "mailboxId") = 1);
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_one_account" CHECK (num_nonnulls("personId", "mailboxId") = 1);
ALTER TABLE "ViewAs" ADD CONSTRAINT "ViewAs_one_account" CHECK (num_nonnulls("membershipId", "mailboxId") = 1);
CREATE UNIQUE INDEX "ViewAs_one_open" ON "ViewAs"("signInId") WHERE "endedAt" IS NULL;

-- One key signs, and one can be about to.
ALTER TABLE "DkimKey" ADD CONSTRAINT "DkimKey_state" CHECK (state IN ('next', 'signing', 'retired'));
CREATE UNIQUE INDEX dkim_key_signing ON "DkimKey" ("domainId") WHERE state = 'signing';
CREATE UNIQUE INDEX dkim_key_next ON "DkimKey" ("domainId") WHERE state = 'next';

-- One network is barred once; lifted, it may be barred again.
CREATE UNIQUE INDEX network_block_once ON "NetworkBlock" ("mailboxId", network) WHERE "liftedAt" IS NULL;

CREATE INDEX device_stale ON "Device" (id) WHERE stale;
INSERT INTO "DeviceCursor" (id) VALUES (1);

ALTER TABLE "PlatformSetting" ADD CONSTRAINT "PlatformSetting_one_row" CHECK (id = 1);
INSERT INTO "PlatformSetting" (id) VALUES (1);
