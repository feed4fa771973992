import type { Actor } from '@/lib/tenancy';
import type { SieveClient } from './client';
import { readScript } from './read-script';
import { fingerprint, get, list } from './scripts';
import { type Filters, type FiltersPage, noFilters, ourScript, type ScriptRow } from './shapes';
import { visit } from './visit';

/** What the visual editor shows: the filters, and what stands beside them on the server. */
export function readFilters(actor: Actor): Promise<FiltersPage> {
  return visit(actor, pageOf);
}

export async function pageOf(client: SieveClient): Promise<FiltersPage> {
  const { content, filters, scripts, active } = await look(client);
  const other = filters?.joined ?? (active === ourScript ? null : active);
  const beside = other === null ? null : await get(client, other);
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

export async function look(client: SieveClient): Promise<Found> {
  const scripts = await list(client);
  const active = scripts.find((script) => script.active)?.name ?? null;
  const content = scripts.some((script) => script.name === ourScript) ? await get(client, ourScript) : null;
  return { scripts, active, content, filters: content === null ? null : readScript(content) };
}

/** Changes whenever our script or the choice of the active one does. */
export function revisionOf(content: string | null, active: string | null): string {
  return fingerprint(JSON.stringify([content, active]));
}

/** Whether a script answers mail by itself. A word in a comment counts too: a needless warning is the smaller evil. */
const answers = (content: string) => /\bvacation\b/i.test(content);
