-- How busy the demonstration's simulated clients are.
ALTER TABLE "PlatformSetting" ADD COLUMN "demoPace" TEXT NOT NULL DEFAULT 'lively',
  ADD CONSTRAINT "PlatformSetting_demo_pace" CHECK ("demoPace" IN ('lively', 'slow', 'stopped'));
