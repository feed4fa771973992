/** What can be chosen of outgoing messages: those that wait, and those that did not arrive. */
export const sentFilters = ['deferred', 'failed'] as const;

/**
 * The rules of rspamd that have words for people, by their names. Others are shown by their names. The words are in the
 * catalogue, under trail.reason.
 */
const words = {
  R_SPF_ALLOW: 'spf-passed',
  R_SPF_FAIL: 'spf-failed',
  R_SPF_SOFTFAIL: 'spf-doubtful',
  R_SPF_NEUTRAL: 'spf-doubtful',
  R_SPF_NA: 'spf-none',
  R_SPF_PERMFAIL: 'spf-unreadable',
  R_SPF_DNSFAIL: 'dns-failed',
  R_DKIM_ALLOW: 'dkim-passed',
  R_DKIM_REJECT: 'dkim-failed',
  R_DKIM_PERMFAIL: 'dkim-failed',
  R_DKIM_TEMPFAIL: 'dns-failed',
  R_DKIM_NA: 'dkim-none',
  DMARC_POLICY_ALLOW: 'dmarc-passed',
  DMARC_POLICY_REJECT: 'dmarc-reject',
  DMARC_POLICY_QUARANTINE: 'dmarc-quarantine',
  DMARC_POLICY_SOFTFAIL: 'dmarc-failed',
  DMARC_NA: 'dmarc-none',
  DMARC_DNSFAIL: 'dns-failed',
  ARC_ALLOW: 'arc-passed',
  ARC_ALLOW_TRUSTED: 'arc-passed',
  ARC_REJECT: 'arc-failed',
  ARC_INVALID: 'arc-failed',
  AUTH_NA: 'no-proof',
  MP_LOCAL_FROM: 'local-from',
  MP_FROM_NOT_OWNED: 'from-not-owned',
  MP_NAME_SPOOF: 'name-spoof',
  SPOOF_DISPLAY_NAME: 'other-name',
  BAYES_SPAM: 'learned-spam',
  BAYES_HAM: 'learned-ham',
  CLAM_VIRUS: 'virus',
  PHISHING: 'phishing',
  MIME_BAD_ATTACHMENT: 'bad-attachment',
  MIME_BAD_EXTENSION: 'bad-attachment',
  MIME_DOUBLE_BAD_EXTENSION: 'bad-attachment',
  MIME_BAD: 'bad-attachment',
  MIME_GOOD: 'plain-parts',
  MIXED_CHARSET: 'mixed-letters',
  R_MIXED_CHARSET: 'mixed-letters',
  R_MIXED_CHARSET_URL: 'mixed-letters',
  SUBJ_ALL_CAPS: 'capitals',
  BROKEN_HEADERS: 'broken-headers',
  MISSING_MID: 'missing-headers',
  MISSING_DATE: 'missing-headers',
  MISSING_SUBJECT: 'missing-headers',
  MISSING_TO: 'missing-headers',
  FROM_INVALID: 'invalid-from',
  FORGED_SENDER: 'other-sender',
  RDNS_NONE: 'nameless-server',
  HFILTER_HOSTNAME_UNKNOWN: 'nameless-server',
} as const;
type ReasonWord = (typeof words)[keyof typeof words];

export function reasonWord(symbol: string): ReasonWord | null {
  return Object.hasOwn(words, symbol) ? words[symbol as keyof typeof words] : null;
}

/** The scanner did not answer. This is no reason for anything, and said by itself. */
const unchecked = 'CLAM_VIRUS_FAIL';
export const notScanned = (reasons: readonly { symbol: string }[]) =>
  reasons.some(({ symbol }) => symbol === unchecked);

/** How many reasons a sentence names. */
const maxReasons = 5;

interface Facts {
  score: number;
  limit: number;
  reasons: { symbol: string; score: number }[];
}

/**
 * The reasons that speak for what happened: of a message that was stopped those against it, those that decided without a
 * score first; of another one those with the most weight.
 */
export function mainReasons<Reason extends { symbol: string; score: number }>(
  reasons: readonly Reason[],
  stopped: boolean,
): Reason[] {
  const weight = ({ score }: Reason) => (score === 0 ? Number.POSITIVE_INFINITY : Math.abs(score));
  return reasons
    .filter(({ symbol, score }) => symbol !== unchecked && (!stopped || score >= 0))
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, maxReasons);
}

/** Whether the sum decided. Otherwise one rule did, whatever the sum. */
export const byScore = ({ score, limit }: Facts) => score >= limit;

/** What a step of a folder says of it. */
interface FolderStep {
  kind: string;
  folder: string;
  fromFolder: string | null;
  unclear: boolean;
}

/** The separator of our own hosts. A folder goes where the folder above it goes, but for the folders below INBOX. */
const isBelow = (folder: string, above: string) => above !== 'INBOX' && folder.startsWith(`${above}/`);
const above = (folder: string) =>
  [...folder.matchAll(/\//g)].map(({ index }) => folder.slice(0, index)).filter((name) => name !== 'INBOX');

/** Whether a step renames or deletes this folder, or may. */
export function affects(step: FolderStep, folder: string): boolean {
  const { kind, unclear } = step;
  if (kind === 'folder-deleted') return step.folder === folder;
  if (kind !== 'folder-renamed') return false;
  // Both names with an arrow between them, and an arrow in one of the names.
  if (unclear) return [folder, ...above(folder)].some((name) => step.folder.startsWith(`${name} -> `));
  return step.fromFolder !== null && (folder === step.fromFolder || isBelow(folder, step.fromFolder));
}

/** The new name of a folder that a step affects. Null if that is unknown, or the folder is gone. */
export function renamedTo({ kind, folder: name, fromFolder, unclear }: FolderStep, folder: string): string | null {
  if (kind !== 'folder-renamed' || unclear || fromFolder === null) return null;
  return name + folder.slice(fromFolder.length);
}

/** Commands of one program are closer than this. */
const togetherMs = 60_000;

/** Whether a message was removed because its folder was deleted: Dovecot removes what is in it first. */
export function wentWithFolder(
  event: { kind: string; folder: string; sid: string; at: string },
  steps: readonly { kind: string; folder: string; sid: string; at: string }[],
): boolean {
  const apart = (at: string) => Date.parse(at) - Date.parse(event.at);
  return (
    event.kind === 'removed' &&
    steps.some(
      ({ kind, folder, sid, at }) =>
        kind === 'folder-deleted' &&
        folder === event.folder &&
        sid === event.sid &&
        apart(at) >= 0 &&
        apart(at) <= togetherMs,
    )
  );
}

/** The flags and keywords that have words for people (RFC 9051 2.3.2, the registry of IANA, and our own). */
const flagWords = {
  '\\seen': 'read',
  '\\recent': 'new',
  '\\answered': 'answered',
  '\\flagged': 'flagged',
  '\\draft': 'draft',
  '\\deleted': 'marked-deleted',
  $pop3deleted: 'pop3-deleted',
  $junk: 'junk',
  junk: 'junk',
  $notjunk: 'not-junk',
  nonjunk: 'not-junk',
  $forwarded: 'forwarded',
  $phishing: 'phishing',
  $mdnsent: 'receipt-sent',
  $important: 'important',
} as const;
type FlagWord = (typeof flagWords)[keyof typeof flagWords];

/** The word of a flag, whose case has no meaning. Null for keywords that a client made up. */
export function flagWord(flag: string): FlagWord | null {
  const key = flag.toLowerCase();
  return Object.hasOwn(flagWords, key) ? flagWords[key as keyof typeof flagWords] : null;
}
