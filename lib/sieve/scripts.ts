import { createHash } from 'node:crypto';
import { Refusal } from '@/lib/errors';
import { type SieveClient, SieveRefusal } from './client';
import { limits } from './limits';
import type { Complaint, ScriptRow } from './shapes';

/** The commands of RFC 5804 that we use, with what they answer as values. */
export async function list(client: SieveClient): Promise<ScriptRow[]> {
  const { lines } = await client.run('LISTSCRIPTS');
  return lines.slice(0, limits.scripts).flatMap(([name, state]) => {
    if (name?.kind !== 'string') return [];
    return [{ name: name.text, active: state?.kind === 'atom' && state.text.toUpperCase() === 'ACTIVE' }];
  });
}

/** A script's text, or null when there is none of that name. */
export async function get(client: SieveClient, name: string): Promise<string | null> {
  try {
    const { lines } = await client.run('GETSCRIPT', [name]);
    return lines[0]?.[0]?.text ?? '';
  } catch (error) {
    if (error instanceof SieveRefusal && error.code === 'NONEXISTENT') return null;
    throw error;
  }
}

/** Stores a script, which the server compiles first; the complaints of one that it does not take are in the refusal. */
export async function put(client: SieveClient, name: string, content: string): Promise<Complaint[]> {
  small(content);
  try {
    return complaintsOf((await client.run('PUTSCRIPT', [name, content])).words, 'warning');
  } catch (error) {
    // Without a response code it is the compiler that speaks.
    if (error instanceof SieveRefusal && error.code === '') {
      throw new Refusal('invalid', { field: 'content', reason: 'script', words: error.words.slice(0, 4000) });
    }
    throw error;
  }
}

export async function check(client: SieveClient, content: string): Promise<Complaint[]> {
  small(content);
  try {
    return complaintsOf((await client.run('CHECKSCRIPT', [content])).words, 'warning');
  } catch (error) {
    if (error instanceof SieveRefusal && error.code === '') return complaintsOf(error.words, 'error');
    throw error;
  }
}

function small(content: string): void {
  if (Buffer.byteLength(content) > limits.scriptBytes) throw new Refusal('too-large', { limit: limits.scriptBytes });
}

/** Pigeonhole's words: "line 3: error: unknown command 'foo'." each on a line; the closing "validation failed" says nothing. */
export function complaintsOf(words: string, level: Complaint['level']): Complaint[] {
  const complaints: Complaint[] = [];
  for (const text of words.split(/\r?\n/).slice(0, 100)) {
    const found = /^(?:[^:\n]{0,200}: )?line (\d{1,7}): (error|warning): (.{1,1000})$/.exec(text.trim());
    const general = /^error: (?!(?:parse|validation|generation) failed\.?$)(.{1,1000})$/.exec(text.trim());
    if (found) {
      complaints.push({
        line: Number(found[1]),
        level: found[2] === 'warning' ? 'warning' : 'error',
        words: found[3] ?? '',
      });
    } else if (general) complaints.push({ line: null, level, words: general[1] ?? '' });
  }
  // Whatever form its words have, a refusal must not look like consent.
  if (level === 'error' && complaints.length === 0)
    complaints.push({ line: null, level, words: words.trim().slice(0, 1000) });
  return complaints;
}

export function fingerprint(content: string | null): string {
  return content === null ? 'none' : createHash('sha256').update(content).digest('base64url');
}
