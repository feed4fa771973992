import { decodeWords } from 'postal-mime';
import { type Head, inFolder } from '@/lib/imap';
import { type Actor, demand } from '@/lib/tenancy';
import { applies, type Message } from './matches';
import type { Rule, Trial } from './shapes';

/** The number of recent messages in the Inbox that a rule is tried on. */
const maxMessages = 200;
/** A legitimate header has a few thousand bytes. */
const maxHeaderBytes = 32 * 1024;

type Folder = Parameters<Parameters<typeof inFolder>[2]>[0];

/** Finds the recent messages in the Inbox that match a rule. Nothing is changed. */
export async function tryRule(actor: Actor, { rule }: { rule: Rule }): Promise<Trial> {
  demand(actor, 'filter:use');
  return inFolder(actor, 'INBOX', async (folder) => {
    const heads = await folder.window(0, maxMessages);
    const bodies = await bodyHits(folder, rule, heads);
    const headers = await headersOf(folder, rule, heads);
    const matching = heads.filter((head) =>
      applies(
        rule,
        messageOf(head, headers.get(head.uid) ?? '', (word) => bodies.get(word)?.has(head.uid) ?? false),
      ),
    );
    return {
      looked: heads.length,
      matched: matching.length,
      examples: matching.slice(0, 5).map((head) => {
        const [from] = head.envelope.from;
        return {
          uid: head.uid,
          from: (from?.name || from?.address || '').slice(0, 100),
          subject: head.envelope.subject.slice(0, 200),
          at: new Date(head.internalDate ?? 0).toISOString(),
        };
      }),
    };
  });
}

/** The messages that contain each tested word, from a search on the server. */
async function bodyHits(folder: Folder, rule: Rule, heads: Head[]): Promise<Map<string, Set<number>>> {
  const words = rule.tests.flatMap((test) => (test.kind === 'body' ? test.values : []));
  const hits = new Map<string, Set<number>>();
  const last = heads.at(-1)?.uid;
  if (last === undefined) return hits;
  for (const word of new Set(words)) {
    const keys = [
      [{ atom: 'UID' }, { atom: `${last}:*` }],
      [{ atom: 'BODY' }, { literal: word }],
    ];
    hits.set(word, new Set((await folder.byArrival(keys, 0, maxMessages)).uids));
  }
  return hits;
}

async function headersOf(folder: Folder, rule: Rule, heads: Head[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (!rule.tests.some((test) => test.kind === 'header')) return found;
  for (const { uid } of heads) {
    const row = await folder.head(uid, maxHeaderBytes);
    if (row) found.set(uid, row.header.toString('utf8').replace(/\r?\n[ \t]+/g, ' '));
  }
  return found;
}

function messageOf(head: Head, header: string, body: (word: string) => boolean): Message {
  return {
    uid: head.uid,
    size: head.size ?? 0,
    from: head.envelope.from,
    to: head.envelope.to,
    cc: head.envelope.cc,
    subject: head.envelope.subject,
    attachment: head.attachment,
    header: (name) => {
      const line = header.split(/\r?\n/).find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      return line === undefined ? null : decodeWords(line.slice(name.length + 1).trim());
    },
    body,
  };
}
