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
