import type { Scripts } from '@/lib/sieve';
import type { ScriptRow } from '@/lib/sieve/shapes';
import type { Actor } from '@/lib/tenancy';
import { fingerprint } from './fingerprint';
import { readScript } from './read-script';
import { type Filters, type FiltersPage, noFilters, ourScript } from './shapes';
import { withOwnScripts } from './with-own-scripts';

/** Reads the data of the visual editor: the filters and the other scripts on the server. */
export function readFilters(actor: Actor): Promise<FiltersPage> {
  return withOwnScripts(actor, pageOf);
}

export async function pageOf(own: Scripts): Promise<FiltersPage> {
  const { content, filters, scripts, active } = await findScripts(own);
  const other = filters?.joined ?? (active === ourScript ? null : active);
  const beside = other === null ? null : await own.get(other);
  return {
    filters: filters ?? noFilters,
    revision: revisionOf(content, active),
    state: content === null ? 'none' : filters ? 'ours' : 'edited',
    scripts,
    active,
    otherAnswers: beside !== null && answers(beside),
  };
}

export interface Found {
  scripts: ScriptRow[];
  active: string | null;
  content: string | null;
  filters: Filters | null;
}

export async function findScripts(own: Scripts): Promise<Found> {
  const scripts = await own.list();
  const active = scripts.find((script) => script.active)?.name ?? null;
  const content = scripts.some((script) => script.name === ourScript) ? await own.get(ourScript) : null;
  return { scripts, active, content, filters: content === null ? null : readScript(content) };
}

/** Changes with our script or with the active one. */
export function revisionOf(content: string | null, active: string | null): string {
  return fingerprint(JSON.stringify([content, active]));
}

/**
 * Whether a script sends automatic replies. A match in a comment also counts, because an unneeded warning does no
 * harm.
 */
const answers = (content: string) => /\bvacation\b/i.test(content);
