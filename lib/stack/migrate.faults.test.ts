import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations } from '@/lib/db/schema-engine';
import { type OwnStack, startOwnStack } from '@/lib/testing';
import { checkout } from './data-directory';
import { grants, roleNames } from './roles';
import { readStackEnvironment } from './stack-environment';

// A migration on a host that runs: Dovecot reads its views in the meantime.

let own: OwnStack;
let folder: string;
let owner: string;
const names = roleNames({ externalDatabase: undefined, dataDirectory: '' });
const rights = grants(names);

beforeAll(async () => {
  own = await startOwnStack();
  owner = readStackEnvironment(own.dataDirectory).MILEPOST_OWNER_DATABASE_URL ?? '';
  folder = mkdtempSync(path.join(os.tmpdir(), 'milepost-migrations-'));
  cpSync(path.join(checkout, 'prisma/migrations'), folder, { recursive: true });
});

afterAll(async () => {
  await own?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function migration(name: string, text: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), text);
}

async function asOwner<T extends pg.QueryResultRow>(statement: string): Promise<T[]> {
  const client = new pg.Client(owner);
  await client.connect();
  const { rows } = await client.query<T>(statement);
  await client.end();
  return rows;
}

async function asDovecot(): Promise<pg.Client> {
  const secrets = JSON.parse(readFileSync(path.join(own.dataDirectory, 'keys/secrets.json'), 'utf8'));
  const url = new URL(owner);
  url.username = names.dovecot;
  url.password = secrets.dovecot;
  const client = new pg.Client(url.href);
  await client.connect();
  return client;
}

/** Creates the view again as it is, with the function that returns its rows, a second after the start. */
const again = `SELECT pg_sleep(1);
DO $$ DECLARE
  body text := pg_get_viewdef('mail_sign_in'::regclass);
  look_up text := pg_get_functiondef('dovecot_sign_in'::regproc);
BEGIN
  DROP FUNCTION dovecot_sign_in;
  DROP VIEW mail_sign_in;
  EXECUTE 'CREATE VIEW mail_sign_in AS ' || body;
  EXECUTE look_up;
END $$;`;

test('a view that a migration creates again is never without its reader', async () => {
  migration('9998_again', again);
  migration('9999_slow', 'SELECT pg_sleep(1);');
  const [{ oid: before } = { oid: 0 }] = await asOwner<{ oid: number }>("SELECT 'mail_sign_in'::regclass::oid AS oid");
  const readers = await Promise.all([1, 2, 3].map(asDovecot));
  let reading = true;
  const refusals: string[] = [];
  let reads = 0;
  const polls = readers.map(async (client) => {
    while (reading) {
      await client.query('SELECT 1 FROM mail_sign_in LIMIT 1').then(
        () => {
          reads += 1;
        },
        (error: Error) => refusals.push(error.message),
      );
    }
    await client.end();
  });
  expect(await applyMigrations(owner, rights, folder)).toEqual(['9998_again', '9999_slow']);
  reading = false;
  await Promise.all(polls);
  const [{ oid: after } = { oid: 0 }] = await asOwner<{ oid: number }>("SELECT 'mail_sign_in'::regclass::oid AS oid");
  expect(after).not.toBe(before);
  expect(refusals).toEqual([]);
  expect(reads).toBeGreaterThan(3);
});

test('a migration that fails leaves nothing behind, says what PostgreSQL said, and runs when it is corrected', async () => {
  migration('9999_then', 'CREATE TABLE "Half" (id int);');
  migration('9999_wrong', 'CREATE TABLE "Whole" (id int); SELECT no_such_function();');
  await expect(applyMigrations(owner, rights, folder)).rejects.toThrow('no_such_function() does not exist');
  expect(await asOwner(`SELECT to_regclass('"Half"') AS half, to_regclass('"Whole"') AS whole`)).toEqual([
    { half: null, whole: null },
  ]);
  migration('9999_wrong', 'CREATE TABLE "Whole" (id int);');
  expect(await applyMigrations(owner, rights, folder)).toEqual(['9999_then', '9999_wrong']);
});
