import { Refusal } from '@/lib/errors';
import { type SieveClient, SieveRefusal } from './client';
import { limits } from './limits';
import { type Complaint, maxScriptBytes, type ScriptRow } from './shapes';

/**
 * The scripts of one mailbox, over one connection: the commands of RFC 5804 that we use, with their answers as values.
 */
export class Scripts {
  constructor(private readonly client: SieveClient) {}

  async list(): Promise<ScriptRow[]> {
    const { lines } = await this.client.run('LISTSCRIPTS');
    return lines.slice(0, limits.maxScripts).flatMap(([name, state]) => {
      if (name?.kind !== 'string') return [];
      return [{ name: name.text, active: state?.kind === 'atom' && state.text.toUpperCase() === 'ACTIVE' }];
    });
  }

  /** The text of a script, or null if it does not exist. */
  async get(name: string): Promise<string | null> {
    try {
      const { lines } = await this.client.run('GETSCRIPT', [name]);
      return lines[0]?.[0]?.text ?? '';
    } catch (error) {
      if (error instanceof SieveRefusal && error.code === 'NONEXISTENT') return null;
      throw error;
    }
  }

  /** Stores a script. The server compiles it first. If it refuses the script, the Refusal contains its errors. */
  async put(name: string, content: string): Promise<Complaint[]> {
    refuseLarge(content);
    try {
      return complaintsOf((await this.client.run('PUTSCRIPT', [name, content])).words, 'warning');
    } catch (error) {
      // An answer without a response code comes from the compiler.
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

  /** Activates a script; null deactivates all. */
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

/**
 * Parses the messages of Pigeonhole: one line each, as in "line 3: error: unknown command 'foo'.", and a final
 * "validation failed", which is ignored.
 */
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
  // If the message cannot be parsed, the refusal must still contain an error.
  if (level === 'error' && complaints.length === 0)
    complaints.push({ line: null, level, words: words.trim().slice(0, 1000) });
  return complaints;
}
