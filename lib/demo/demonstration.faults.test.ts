import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readStackEnvironment } from '@/lib/stack';
import { type OwnStack, startOwnStack } from '@/lib/testing';

let stack: OwnStack;
let database: pg.Pool;

beforeAll(async () => {
  stack = await startOwnStack({ args: [] });
  database = new pg.Pool({ connectionString: readStackEnvironment(stack.dataDirectory).MILEPOST_OWNER_DATABASE_URL });
});

afterAll(async () => {
  await database?.end();
  await stack?.stop();
});

async function number(query: string): Promise<number> {
  return Number((await database.query<{ n: string }>(query)).rows[0]?.n);
}

test('the host has the announced amount of data', async () => {
  expect(await number(`SELECT count(*) n FROM "Tenant" WHERE kind = 'reseller'`)).toBe(2);
  expect(await number(`SELECT count(*) n FROM "Tenant" WHERE kind = 'customer'`)).toBeGreaterThanOrEqual(3);
  expect(await number('SELECT count(*) n FROM "Domain"')).toBeGreaterThanOrEqual(12);
  expect(await number('SELECT count(*) n FROM "Mailbox"')).toBeGreaterThanOrEqual(55);
});

test('clients of all kinds are connected over their protocols', async () => {
  await vi.waitFor(
    async () => {
      const { rows } = await database.query<{ protocol: string }>('SELECT DISTINCT protocol::text FROM "MailSession"');
      const seen = rows.map(({ protocol }) => protocol);
      expect(seen).toEqual(expect.arrayContaining(['imap', 'pop3', 'submission']));
      expect(await number('SELECT count(*) n FROM "MailSession" WHERE "endedAt" IS NULL')).toBeGreaterThan(5);
    },
    { timeout: 90_000, interval: 500 },
  );
});

test('the clients stop and continue as staff set it', async () => {
  const open = () => number('SELECT count(*) n FROM "MailSession" WHERE "endedAt" IS NULL');
  await database.query(`UPDATE "PlatformSetting" SET "demoPace" = 'stopped'`);
  await vi.waitFor(async () => expect(await open()).toBe(0), { timeout: 60_000, interval: 500 });
  await database.query(`UPDATE "PlatformSetting" SET "demoPace" = 'slow'`);
  await vi.waitFor(async () => expect(await open()).toBeGreaterThan(5), { timeout: 60_000, interval: 500 });
});

/** Signs in like a browser and returns the next page. */
async function signIn(name: string, password: string): Promise<Response> {
  const jar = new Map<string, string>();
  const go = async (path: string, init: RequestInit = {}) => {
    const cookie = Array.from(jar, ([key, value]) => `${key}=${value}`).join('; ');
    const response = await fetch(stack.url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  };
  const { csrfToken } = (await (await go('/api/auth/csrf')).json()) as { csrfToken: string };
  await go('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, name, password }),
  });
  return go(name.includes('alpenglas.example') ? '/mail' : '/overview');
}

test('each sign-in that the start prints works', async () => {
  const printed = [...stack.said().matchAll(/^ {2}(\w+) +(\S+@\S+) +(\S+)$/gm)];
  expect(printed.map(([, role]) => role)).toEqual(expect.arrayContaining(['staff', 'reseller', 'customer', 'owner']));
  for (const [, role, name = '', password = ''] of printed) {
    expect([role, (await signIn(name, password)).status]).toEqual([role, 200]);
  }
});
