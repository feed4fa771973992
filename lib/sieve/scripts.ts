import { Refusal } from '@/lib/errors';
import { type SieveClient, SieveRefusal } from './client';
import { limits } from './limits';
import { type Complaint, maxScriptBytes, type ScriptRow } from './shapes';

/** The scripts of one mailbox, over one connection: the commands of RFC 5804 that we use, with their answers as values. */
export class Scripts {
  constructor(private readonly client: SieveClient) {}

  async list(): Promise<ScriptRow[]> {
    const { lines } = await this.client.run('LISTSCRIPTS');
    return lines.slice(0, limits.maxScripts).flatMap(([name, state]) => {
      if (name?.kind !== 'string') return [];
      return [{ name: name.text, active: state?.kind === 'atom' && state.text.toUpperCase() === 'ACTIVE' }];
    });
  }

  /** A script's text, or null when there is none of that name. */
  async get(name: string): Promise<string | null> {
    try {
      const { lines } = await this.client.run('GETSCRIPT', [name]);
      return lines[0]?.[0]?.text ?? '';
    } catch (error) {
      if (error instanceof SieveRefusal && error.code === 'NONEXISTENT') return null;
      throw error;
    }
  }

  /** Stores a script, which the server compiles first. The refusal of one that it does not take has its complaints. */
  async put(name: string, content: string): Promise<Complaint[]> {
    refuseLarge(content);
    try {
      return complaintsOf((await this.client.run('PUTSCRIPT', [name, content])).words, 'warning');
    } catch (error) {
      // Without a response code it is the compiler that speaks.
      if (error instanceof SieveRefusal && error.code === '') {
        throw new Refusal('invalid', { field: 'content', reason: 'script', words: error.words.slice(0, 4000) });
      }
      throw error;
    }
  }

  async check(content: string): Promise<Complaint[]> {
    refuseLarge(content);
    try {
      return complaintsOf((await this.client.run('CHECKSCRIPT', [content])).words, 'warning');
    } catch (error) {
      if (error instanceof SieveRefusal && error.code === '') return complaintsOf(error.words, 'error');
      throw error;
    }
  }

  /** Makes a script the one that is run at delivery; null lets none run. */
  async activate(name: string | null): Promise<void> {
    await this.client.run('SETACTIVE', [name ?? '']);
  }

  async rename(name: string, to: string): Promise<void> {
    await this.client.run('RENAMESCRIPT', [name, to]);
  }

  async remove(name: string): Promise<void> {
    await this.client.run('DELETESCRIPT', [name]);
  }
}

function refuseLarge(content: string): void {
  if (Buffer.byteLength(content) > maxScriptBytes) throw new Refusal('too-large', { limit: maxScriptBytes });
}

/** Pigeonhole's words: "line 3: error: unknown command 'foo'." each on a line; the closing "validation failed" says nothing. */
function complaintsOf(words: string, level: Complaint['level']): Complaint[] {
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
