-- Which job sends the mail about a notice, so that two at the same time do not both send it.
ALTER TABLE "Notice" ADD COLUMN "claimedAt" TIMESTAMPTZ(6);
