import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIResponse } from '@playwright/test';
import { createPolicy } from './create-policy';
import { expect, test } from './fixtures';
import { openImap } from './mail-clients';
import { stack } from './stack';
import { streamed } from './stream';

// Requests every page and route handler with the ids of another tenant: two customers of one reseller, and another
// reseller. The list is read from the files. New routes are requested like the others; an unknown parameter fails the
// test until a value for it is added here.

const app = path.resolve(import.meta.dirname, '../app');
const files = readdirSync(app, { recursive: true, encoding: 'utf8' });

interface Found {
  /** As in `/mailboxes/[mailboxId]`. */
  pattern: string;
  kind: 'page' | 'route';
  methods: string[];
}

const routes: Found[] = files
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file): Found => {
    const parts = path.dirname(file).split('/');
    const kept = parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part));
    const text = readFileSync(path.join(app, file), 'utf8');
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
      new RegExp(`^export (?:const|async function|function) ${method}\\b|^export \\{.*\\b${method}\\b`, 'm').test(text),
    );
    return { pattern: `/${kept.join('/')}`, kind: file.endsWith('page.tsx') ? 'page' : 'route', methods };
  });

type Things = Record<
  'mailboxId' | 'domainId' | 'customerId' | 'resellerId' | 'policyId' | 'importId' | 'disconnectId',
  string
>;

/** Values for path parameters: ids of a tenant, or words that belong to nobody. */
function fill(pattern: string, things: Things): string[] {
  const words: Record<string, string[]> = {
    tenantId: [things.customerId],
    table: ['mailboxes', 'removed-mailboxes', 'domains', 'customers', 'sessions', 'trail', 'disconnects', 'receipt'],
    // Identified by a secret that is only in a mail or on the owner's page.
    token: [things.mailboxId],
    '...missing': [`mailboxes/${things.mailboxId}/more`],
    '...nextauth': ['session'],
    '...at': ['INBOX/1'],
  };
  let paths = [pattern];
  for (const [whole, inner = ''] of pattern.matchAll(/\[\[?([^\]]+)\]?\]/g)) {
    const values = words[inner] ?? [things[inner as keyof Things]];
    if (values.some((value) => value === undefined))
      throw new Error(`${pattern}: say here what a stranger would put in place of ${whole}`);
    paths = paths.flatMap((each) => values.map((value) => each.replace(whole, value)));
  }
  return paths;
}

/** All query parameters that take an id. None of them may widen the scope. */
function question(things: Things): string {
  const { mailboxId, domainId, customerId, resellerId, importId, policyId, disconnectId } = things;
  return new URLSearchParams({
    mailboxId,
    domainId,
    customerId,
    resellerId,
    importId,
    policyId,
    mailbox: mailboxId,
    domain: domainId,
    customer: customerId,
    reseller: resellerId,
    tenantId: customerId,
    tenant: customerId,
    id: mailboxId,
    disconnectId,
    receipt: disconnectId,
    network: '127.0.0.0/8',
    folder: 'INBOX',
    uidValidity: '1',
    uid: '1',
    sent: '1',
    state: 'all',
    part: '1',
  }).toString();
}

const byId = /\[(mailboxId|domainId|tenantId|policyId|importId|disconnectId)\]/;
/** Concurrent requests, so that the panel is always busy. */
const together = 6;

const isStream = (pattern: string) => pattern.startsWith('/api/live') || pattern === '/api/mail/live';

async function say(answer: APIResponse): Promise<string> {
  return `${answer.status()} ${JSON.stringify(answer.headers())} ${await answer.text()}`;
}

test('no page, route, stream or export shows a stranger anything, and the owner has access', async ({
  seeder,
  signIn,
}) => {
  test.setTimeout(600_000);
  const ours = await seeder.world(['anna']);
  const sibling = await seeder.world(['sven'], ours);
  const rival = await seeder.world(['rosa']);
  const [anna] = ours.owners;
  if (!anna) throw new Error('no mailbox');

  const own = await signIn(ours.admin);
  const policyId = (await createPolicy(own)).split('/').at(-1) ?? '';
  const brought = await own.request.post(`${stack.url}/api/imports?name=${ours.tag}.csv`, {
    headers: { origin: stack.url, 'content-type': 'text/csv' },
    data: `address,name\nnew@${ours.domain.name},New ${ours.tag}\n`,
  });
  const { id: importId } = (await brought.json()) as { id: string };
  const client = await openImap(anna, { name: 'Phone' });
  await own.goto(`/sessions?mailbox=${anna.id}&end=1`);
  await own.getByRole('button', { name: 'Disconnect 1 session', exact: true }).click();
  await own.getByRole('link', { name: 'Open receipt' }).click();
  await expect(own).toHaveURL(/\/sessions\/disconnects\/[0-9a-f-]{36}/);
  await expect(own.getByText('The session is disconnected.')).toBeVisible();
  client.close();
  const disconnectId = new URL(own.url()).pathname.split('/').at(-1) ?? '';
  const things: Things = {
    mailboxId: anna.id,
    domainId: ours.domain.id,
    customerId: ours.customer.id,
    resellerId: ours.resellerId,
    policyId,
    importId,
    disconnectId,
  };
  const paths = routes.flatMap((route) => fill(route.pattern, things).map((at) => ({ ...route, at })));
  expect(paths.length).toBeGreaterThan(40);
  const traces = [ours.tag, ours.domain.name, ours.customer.name, anna.address];

  // The owner has access, so that the absence below means something.
  for (const { at, kind, pattern } of paths) {
    if (kind !== 'page' || !byId.test(pattern)) continue;
    const text = await say(await own.request.get(at));
    expect(text, at).toMatch(/^200 /);
    expect(text, at).toContain(ours.tag);
  }
  expect(await say(await own.request.get('/api/export/mailboxes'))).toContain(anna.address);

  const strangers = [sibling.admin, ...sibling.owners, rival.reseller, rival.admin];
  for (const who of strangers) {
    const page = await signIn(who);
    // The sibling has the same reseller, so its name is not secret.
    const mayKnow = who === sibling.admin || sibling.owners.some((owner) => owner === who) ? [ours.resellerName] : [];
    const nothing = (text: string, where: string) => {
      const rest = mayKnow.reduce((left, known) => left.replaceAll(known, ''), text);
      for (const trace of traces) expect(rest, `${trace} told to ${who.name} by ${where}`).not.toContain(trace);
    };
    const streams = paths.filter(({ pattern }) => isStream(pattern));
    expect(streams.length).toBeGreaterThan(1);
    const streaming = Promise.all(
      streams
        .flatMap(({ at }) => [at, `${at}?${question(things)}`])
        .map(async (asked) => nothing(await streamed(page, asked), asked)),
    );
    const ask = async ({ at, kind, methods, pattern }: (typeof paths)[number]) => {
      for (const asked of isStream(pattern) ? [] : [at, `${at}?${question(things)}`]) {
        if (kind === 'page' || methods.includes('GET')) {
          const text = await say(await page.request.get(asked, { maxRedirects: 0 }));
          nothing(text, asked);
          expect(text, asked).not.toMatch(/^5/);
        }
        for (const method of methods.filter((each) => each !== 'GET')) {
          if (pattern.startsWith('/api/auth')) continue;
          const answer = await page.request.fetch(asked, {
            method,
            maxRedirects: 0,
            headers: { origin: stack.url, 'content-type': 'application/json' },
            data: JSON.stringify(things),
          });
          nothing(await say(answer), `${method} ${asked}`);
          expect(answer.status(), `${method} ${asked}`).toBeLessThan(500);
        }
      }
    };
    for (let from = 0; from < paths.length; from += together)
      await Promise.all(paths.slice(from, from + together).map(ask));
    for (const { at, kind, pattern } of paths) {
      if (kind !== 'page' || !byId.test(pattern)) continue;
      await page.goto(at);
      nothing(await page.title(), `title of ${at}`);
      nothing((await page.locator('body').textContent()) ?? '', at);
    }
    await streaming;
    await page.context().close();
  }
  // Nothing was read or changed: the result of the import is still available, and Anna still exists.
  expect(await say(await own.request.get(`/mailboxes/import/${importId}`))).toMatch(/^200 /);
  expect(await say(await own.request.get(`/mailboxes/${anna.id}`))).toContain(anna.address);
});
