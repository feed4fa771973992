-- A network that was learned under an old password no longer exempts from the count of guesses: perhaps it is that of
-- whoever had the password. The row stays, because what the account is used to is compared with it.
ALTER TABLE "KnownNetwork" ADD COLUMN "forgottenAt" TIMESTAMPTZ(6);

-- Whoever changes a password, in whatever way. One function for each table, because the name has another column.
CREATE FUNCTION forget_networks_of_mailbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "KnownNetwork" SET "forgottenAt" = now() WHERE name = NEW.address;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_networks AFTER UPDATE OF "passwordHash" ON "Mailbox"
FOR EACH ROW WHEN (OLD."passwordHash" IS DISTINCT FROM NEW."passwordHash") EXECUTE FUNCTION forget_networks_of_mailbox();

CREATE FUNCTION forget_networks_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "KnownNetwork" SET "forgottenAt" = now() WHERE name = NEW.email;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_networks AFTER UPDATE OF "passwordHash" ON "Person"
FOR EACH ROW WHEN (OLD."passwordHash" IS DISTINCT FROM NEW."passwordHash") EXECUTE FUNCTION forget_networks_of_person();
