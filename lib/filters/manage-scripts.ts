import { Refusal } from '@/lib/errors';
import type { Complaint } from '@/lib/sieve/shapes';
import type { Actor } from '@/lib/tenancy';
import { changeOwnScripts } from './change-own-scripts';
import { fingerprint } from './fingerprint';
import { withOwnScripts } from './with-own-scripts';

/** The text of a script and its fingerprint. */
export function openScript(actor: Actor, { name }: { name: string }): Promise<{ content: string; revision: string }> {
  return withOwnScripts(actor, async (scripts) => {
    const content = await scripts.get(name);
    if (content === null) throw new Refusal('not-found');
    return { content, revision: fingerprint(content) };
  });
}

/** The errors of the server's compiler, by line. */
export function checkScript(actor: Actor, { content }: { content: string }): Promise<Complaint[]> {
  return withOwnScripts(actor, (scripts) => scripts.check(content));
}

/**
 * Stores a script from the source editor. Refused if it changed since it was opened, or if a new script already
 * exists.
 */
export function putScript(
  actor: Actor,
  { name, content, revision }: { name: string; content: string; revision: string | null },
): Promise<{ revision: string; warnings: Complaint[] }> {
  return changeOwnScripts(actor, async (scripts, recorded) => {
    const present = await scripts.get(name);
    if (revision === null && present !== null) throw new Refusal('taken', { field: 'name' });
    if (revision !== null && fingerprint(present) !== revision) throw new Refusal('conflict');
    const warnings = await scripts.put(name, content);
    await recorded(scriptChange(present === null ? 'create' : 'change', name));
    return { revision: fingerprint(content), warnings };
  });
}

/** Activates a script, or none with null. Returns the previously active one. */
export function activateScript(actor: Actor, { name }: { name: string | null }): Promise<{ before: string | null }> {
  return changeOwnScripts(actor, async (scripts, recorded) => {
    const before = (await scripts.list()).find((script) => script.active)?.name ?? null;
    await scripts.activate(name);
    if (name !== before) await recorded(scriptChange(name === null ? 'deactivate' : 'activate', name ?? before ?? ''));
    return { before };
  });
}

export function renameScript(actor: Actor, { name, to }: { name: string; to: string }): Promise<void> {
  return changeOwnScripts(actor, async (scripts, recorded) => {
    await scripts.rename(name, to);
    await recorded(scriptChange('rename', to, { script: name }));
  });
}

/** Removes a script, even an active one. Returns its text, so that the removal can be undone. */
export function removeScript(actor: Actor, { name }: { name: string }): Promise<{ content: string; active: boolean }> {
  return changeOwnScripts(actor, async (scripts, recorded) => {
    const content = await scripts.get(name);
    if (content === null) throw new Refusal('not-found');
    const active = (await scripts.list()).some((script) => script.active && script.name === name);
    if (active) await scripts.activate(null);
    await scripts.remove(name);
    await recorded(scriptChange('remove', name));
    return { content, active };
  });
}

/** Undoes a removal. An existing script is not overwritten. */
export function restoreScript(
  actor: Actor,
  { name, content, active }: { name: string; content: string; active: boolean },
): Promise<void> {
  return changeOwnScripts(actor, async (scripts, recorded) => {
    const present = await scripts.list();
    if (present.some((script) => script.name === name)) throw new Refusal('taken', { field: 'name' });
    await scripts.put(name, content);
    if (active && !present.some((script) => script.active)) await scripts.activate(name);
    await recorded(scriptChange('create', name));
  });
}

type ScriptVerb = 'create' | 'change' | 'activate' | 'deactivate' | 'rename' | 'remove';

function scriptChange(verb: ScriptVerb, name: string, before?: { script: string }) {
  return { action: `sieve-script.${verb}` as const, before, after: { script: name } };
}
