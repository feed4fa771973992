import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/tenancy';
import { cleanLine } from './clean';
import { isOwnDraft, keyOfDraft } from './draft';
import { fetchMessage } from './fetch-message';
import { identities } from './identities';
import { toIso } from './list-messages';
import { people } from './people';
import { quotedText } from './quoted-text';
import { formatPeople } from './recipients';
import type { Draft, MessageAt, Person, Prepared } from './shapes';
import { toAttachment } from './structure';

/** Prepares the composer: a new message, a reply, a forwarded message, or a saved draft. */
export async function prepareDraft(
  actor: Actor,
  { kind, about: at }: { kind: 'new' | 'reply' | 'replyAll' | 'forward' | 'draft'; about: MessageAt | null },
): Promise<Prepared> {
  const own = await identities(actor);
  const empty = emptyDraft(own[0]?.address ?? actor.name);
  if (kind === 'new' || !at) return { draft: empty, identities: own, attachments: [], quote: null };

  const fetched = await fetchMessage(actor, at);
  const { envelope } = fetched.head;
  const subject = cleanLine(envelope.subject, 900);
  const text = await quotedText(actor, at, fetched);
  const files = fetched.parts.attachments.map(toAttachment);
  const [from] = people(envelope.from);
  const to = people(envelope.to);
  const cc = people(envelope.cc);

  if (kind === 'draft') {
    // The composer writes plain text. The formatting of another program stays in its version, which is not replaced.
    const formatted = fetched.html !== null && !isOwnDraft(fetched);
    const draft: Draft = {
      ...empty,
      from: own.find((one) => one.address === from?.address)?.address ?? empty.from,
      to: formatPeople(to),
      cc: formatPeople(cc),
      bcc: formatPeople(people(envelope.bcc)),
      subject,
      text,
      key: keyOfDraft(actor, fetched, at),
      saved: formatted ? null : at,
      partsFrom: files.length ? at : null,
      parts: files.map((file) => file.part),
    };
    return { draft, identities: own, attachments: files, quote: null, formatted };
  }

  const addresses = new Set(own.map((one) => one.address));
  const identity = [...to, ...cc].find((one) => addresses.has(one.address.toLowerCase()))?.address.toLowerCase();
  const quoteOf = (quoteKind: 'reply' | 'forward') => ({
    kind: quoteKind,
    from: from ?? null,
    to: formatPeople(to),
    at: toIso(envelope.date ?? fetched.head.internalDate),
    subject,
    text,
  });
  const base: Draft = { ...empty, from: identity ?? empty.from, about: { kind, ...at } };

  if (kind === 'forward') {
    return {
      draft: {
        ...base,
        subject: prefixed('Fwd', subject),
        partsFrom: files.length ? at : null,
        parts: files.map((f) => f.part),
      },
      identities: own,
      attachments: files,
      quote: quoteOf('forward'),
    };
  }
  const replyTo = people(envelope.replyTo);
  // A reply to one's own message goes to its recipients.
  const mine = from && addresses.has(from.address.toLowerCase());
  const first = mine ? to : replyTo.length ? replyTo : from ? [from] : [];
  const others =
    kind === 'replyAll'
      ? without([...(mine ? [] : to), ...cc], [...addresses, ...first.map((one) => one.address.toLowerCase())])
      : [];
  return {
    draft: { ...base, to: formatPeople(first), cc: formatPeople(others), subject: prefixed('Re', subject) },
    identities: own,
    attachments: [],
    quote: quoteOf('reply'),
  };
}

export function emptyDraft(from: string): Draft {
  return {
    key: randomUUID(),
    from,
    to: '',
    cc: '',
    bcc: '',
    subject: '',
    text: '',
    about: null,
    partsFrom: null,
    parts: [],
    uploads: [],
    saved: null,
  };
}

function without(list: Person[], addresses: string[]): Person[] {
  const excluded = new Set(addresses);
  const seen = new Set<string>();
  return list.filter(({ address }) => {
    const key = address.toLowerCase();
    if (!address || excluded.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Replaces all prefixes of replies and forwards by one, also those of other languages (AW, SV, RE[2], TR). */
export function prefixed(word: 'Re' | 'Fwd', subject: string): string {
  const rest = subject
    .replace(/^(?:\s*(?:re|aw|sv|antw|réf|ref|rép|rif|odp|fwd?|wg|tr|rv|vs)(?:\[\d{1,3}\])?\s?:)+/iu, '')
    .trim();
  return `${word}: ${rest}`;
}
