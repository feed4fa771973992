-- Which command of the panel a step by doveadm came from. Null: an administrator's doveadm.
ALTER TABLE "MailEvent" ADD COLUMN "command" TEXT;
UPDATE "MailEvent" SET "command" = 'unrecorded' WHERE "service" = 'doveadm';
