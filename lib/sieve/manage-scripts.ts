import { record } from '@/lib/audit';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { check, fingerprint, get, list, put } from './scripts';
import type { Complaint } from './shapes';
import { visit } from './visit';

/** A script's text, and the fingerprint by which a later change is told. */
export function openScript(actor: Actor, { name }: { name: string }): Promise<{ content: string; revision: string }> {
  return visit(actor, async (client) => {
    const content = await get(client, name);
    if (content === null) throw new Refusal('not-found');
    return { content, revision: fingerprint(content) };
  });
}

/** What the server's compiler says of a text, line by line. */
export function checkScript(actor: Actor, { content }: { content: string }): Promise<Complaint[]> {
  return visit(actor, (client) => check(client, content));
}

/** Stores a script from the source editor. Refused when it changed since it was opened, or is there already. */
export function putScript(
  actor: Actor,
  { name, content, revision }: { name: string; content: string; revision: string | null },
): Promise<{ revision: string; warnings: Complaint[] }> {
  return visit(actor, async (client) => {
    const present = await get(client, name);
    if (revision === null && present !== null) throw new Refusal('taken', { field: 'name' });
    if (revision !== null && fingerprint(present) !== revision) throw new Refusal('conflict');
    const warnings = await put(client, name, content);
    await tell(actor, present === null ? 'create' : 'change', name);
    return { revision: fingerprint(content), warnings };
  });
}

/** Makes a script the one that is run at delivery; null lets none run. */
export function activateScript(actor: Actor, { name }: { name: string | null }): Promise<{ before: string | null }> {
  return visit(actor, async (client) => {
    const before = (await list(client)).find((script) => script.active)?.name ?? null;
    await client.run('SETACTIVE', [name ?? '']);
    if (name !== before) await tell(actor, name === null ? 'deactivate' : 'activate', name ?? before ?? '');
    return { before };
  });
}

export function renameScript(actor: Actor, { name, to }: { name: string; to: string }): Promise<void> {
  return visit(actor, async (client) => {
    await client.run('RENAMESCRIPT', [name, to]);
    await tell(actor, 'rename', to, { script: name });
  });
}

/** Removes a script, an active one as well, and answers what it was so that it can be put back. */
export function removeScript(actor: Actor, { name }: { name: string }): Promise<{ content: string; active: boolean }> {
  return visit(actor, async (client) => {
    const content = await get(client, name);
    if (content === null) throw new Refusal('not-found');
    const active = (await list(client)).some((script) => script.active && script.name === name);
    if (active) await client.run('SETACTIVE', ['']);
    await client.run('DELETESCRIPT', [name]);
    await tell(actor, 'remove', name);
    return { content, active };
  });
}

/** Takes a removal back. Never over a script that is there. */
export function restoreScript(
  actor: Actor,
  { name, content, active }: { name: string; content: string; active: boolean },
): Promise<void> {
  return visit(actor, async (client) => {
    const scripts = await list(client);
    if (scripts.some((script) => script.name === name)) throw new Refusal('taken', { field: 'name' });
    await put(client, name, content);
    if (active && !scripts.some((script) => script.active)) await client.run('SETACTIVE', [name]);
    await tell(actor, 'create', name);
  });
}

async function tell(actor: Actor, verb: string, name: string, before?: { script: string }): Promise<void> {
  await db().$transaction((tx) =>
    record(tx, actor, {
      action: `sieve-script.${verb}`,
      object: { type: 'mailbox', id: actor.mailboxId ?? undefined, label: actor.name },
      owner: { customerId: actor.customerId, resellerId: actor.resellerId, mailboxId: actor.mailboxId },
      ...(before ? { before } : {}),
      after: { script: name },
    }),
  );
}
