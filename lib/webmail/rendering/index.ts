import { createHash } from 'node:crypto';
import { config } from '@/lib/config';
import { Refusal } from '@/lib/errors';
import { log } from '@/lib/log';
import type { Actor } from '@/lib/tenancy';
import type { PictureSigner } from '../picture-signature';
import type { Encoded, JobName, Jobs, Rendered, Source, Text } from './jobs';
import { limits } from './limits';
import { ProcessPool } from './pool';

export type { Encoded, Rendered, Text } from './jobs';
export { limits } from './limits';

/** On globalThis, so that there is one pool after a reload in development. */
const globals = globalThis as unknown as { milepostRendering?: ProcessPool };

function pool(): ProcessPool {
  if (!globals.milepostRendering) {
    const made = new ProcessPool({ ...limits, program: config().MILEPOST_RENDERER });
    process.once('exit', () => made.close());
    globals.milepostRendering = made;
  }
  return globals.milepostRendering;
}

/** Contents that failed, the oldest first. */
const failed = new Set<string>();

type Input<N extends JobName> = Parameters<Jobs[N]>[0];
type Result<N extends JobName> = Awaited<ReturnType<Jobs[N]>>;

/** Runs a job about `content`. Null if it takes too much time or memory. Refused as `busy` if too many wait. */
async function run<N extends JobName>(
  actor: Actor,
  name: N,
  input: Input<N>,
  content: Uint8Array,
  timeoutMs: number = limits.timeoutMs,
): Promise<Result<N> | null> {
  const key = `${name} ${createHash('sha256').update(content).digest('base64')}`;
  if (failed.has(key)) return null;
  const outcome = await pool().run(actor.mailboxId ?? actor.id, name, input, timeoutMs);
  if ('result' in outcome) return outcome.result as Result<N>;
  if (outcome.failure === 'late') throw new Refusal('busy');
  if (outcome.failure === 'not-started') throw new Error(`${config().MILEPOST_RENDERER}: ${outcome.reason}`);
  log.warn(`a message was too complicated (${name}, ${content.length} bytes): ${outcome.failure}, ${outcome.reason}`);
  remember(key);
  return null;
}

function remember(key: string): void {
  failed.add(key);
  for (const old of failed) {
    if (failed.size <= limits.maxRemembered) break;
    failed.delete(old);
  }
}

export function sanitiseHtml(
  actor: Actor,
  html: Encoded,
  { pictures, remote }: { pictures: Record<string, string>; remote: PictureSigner | null },
): Promise<Rendered> {
  return run(actor, 'sanitise', { html, pictures, remote }, html.bytes);
}

export async function readPlainText(
  actor: Actor,
  text: Encoded,
  { flowed, delSp }: { flowed: boolean; delSp: boolean },
): Promise<Text> {
  return (await run(actor, 'readText', { text, flowed, delSp }, text.bytes, limits.textTimeoutMs)) ?? noText;
}

/** The words of markup that is too complicated. */
export async function readRoughText(actor: Actor, html: Encoded): Promise<Text> {
  return (await run(actor, 'readRoughText', { html }, html.bytes, limits.textTimeoutMs)) ?? noText;
}

const noText: Text = { blocks: [], cut: true };

/** The text of a message for a quotation. */
export async function quotation(
  actor: Actor,
  { text, html }: { text: Encoded | null; html: Encoded | null },
  maxLength: number,
): Promise<string> {
  const plain = text && (await run(actor, 'quoteText', { text, maxLength }, text.bytes, limits.textTimeoutMs));
  if (plain?.trim()) return plain;
  if (!html) return '';
  return (
    (await run(actor, 'quoteHtml', { html, maxLength }, html.bytes)) ??
    (await run(actor, 'quoteRoughText', { html, maxLength }, html.bytes, limits.textTimeoutMs)) ??
    ''
  );
}

/** The text of a message whose structure is too large, from its first bytes. */
export async function readSource(actor: Actor, raw: Uint8Array): Promise<Source> {
  return (await run(actor, 'readSource', { raw }, raw)) ?? { html: null, text: null };
}
