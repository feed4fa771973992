import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { systemActor } from '@/lib/tenancy';
import { type OwnStack, startOwnStack, until } from '@/lib/testing';
import { checkout } from './data-directory';
import { killPart } from './kill-part.fixture';
import { readStackEnvironment } from './stack-environment';

// A break-in that owns the database: it may switch triggers off, rewrite entries and compute the chain anew.

let stack: OwnStack;
let owner: pg.Client;
const anchors = () => path.join(stack.dataDirectory, 'anchors/audit.jsonl');

beforeAll(async () => {
  stack = await startOwnStack();
  const environment = readStackEnvironment(stack.dataDirectory);
  Object.assign(process.env, environment);
  owner = new pg.Client({ connectionString: environment.MILEPOST_OWNER_DATABASE_URL });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await stack?.stop();
});

function audit(...args: string[]): { code: number; said: string } {
  try {
    const said = execFileSync('sh', [path.join(checkout, 'lib/stack/bootstrap.sh'), 'audit', ...args], {
      env: { ...process.env, MILEPOST_HOME: stack.dataDirectory },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { code: 0, said };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, said: stdout };
  }
}

async function newest(): Promise<number> {
  const { rows } = await owner.query<{ seq: string }>('SELECT max(seq) AS seq FROM "AuditEntry"');
  return Number(rows[0]?.seq ?? 0);
}

/** Kills the agent, which anchors what is there when it runs again, and waits until it has. */
async function anchored(): Promise<number> {
  const to = await newest();
  await killPart(stack.dataDirectory, 'agent');
  await until(async () => existsSync(anchors()) && readFileSync(anchors(), 'utf8').includes(`"to":${to},`));
  return to;
}

const write = (label: string) =>
  transaction((tx) =>
    record(tx, systemActor('test'), { action: 'platform.demo-pace', object: { type: 'platform', label } }),
  );

test('an audit that the owner of the database rewrote and hashed anew is found out, by its first wrong entry', async () => {
  for (const label of ['one', 'two', 'three', 'four']) await write(label);
  const to = await anchored();
  expect(statSync(path.dirname(anchors())).mode & 0o777).toBe(0o700);
  expect(audit()).toMatchObject({ code: 0 });
  expect(audit().said).toContain(`up to entry ${to}.`);
  // A copy that went elsewhere, in the words of another log.
  const copy = path.join(stack.dataDirectory, 'syslog');
  writeFileSync(copy, readFileSync(anchors(), 'utf8').replaceAll(/^/gm, 'Nov 28 12:00:00 host milepost-audit: '));

  const wrong = to - 2;
  await owner.query('ALTER TABLE "AuditEntry" DISABLE TRIGGER USER');
  await owner.query('UPDATE "AuditEntry" SET "objectLabel" = $2 WHERE seq = $1', [wrong, 'nothing happened']);
  await owner.query(`DO $$ DECLARE e "AuditEntry"; last text := ''; BEGIN
    FOR e IN SELECT * FROM "AuditEntry" ORDER BY seq LOOP
      e."prevHash" := last;
      last := audit_digest(e);
      UPDATE "AuditEntry" SET "prevHash" = e."prevHash", hash = last WHERE seq = e.seq;
    END LOOP; END $$`);
  await owner.query('ALTER TABLE "AuditEntry" ENABLE TRIGGER USER');
  const found = audit();
  expect(found.code).toBe(1);
  // The chain itself says nothing.
  expect(found.said).toContain('is whole');
  expect(found.said).toContain(`Entry ${wrong} is not what it was when it was anchored`);

  // Without the file of the agent, the copy still knows.
  writeFileSync(anchors(), '');
  expect(audit(copy).said).toContain(`Entry ${wrong} is not what it was`);
  // A file that the agent did not write is not taken for one.
  writeFileSync(anchors(), '{"at":"2026-01-01T00:00:00Z","from":1,"to":1,"signature":""}\n');
  expect(audit().said).toContain('was not written by the agent');
});
