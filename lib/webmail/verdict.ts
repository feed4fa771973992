export interface Verdict {
  spf: string;
  dkim: string;
  dmarc: string;
}

/**
 * What the mail server of this host found out about the sender of a message from outside (RFC 8601), or null. `fields`
 * are the Authentication-Results of a message, as they stand in its header: those with another name than `host` are the
 * word of whoever wrote them, and those with ours are removed before ours is added.
 */
export function readVerdict(fields: string, host: string): Verdict | null {
  for (const field of fields.split(/\r?\n(?![ \t])/)) {
    const value = field
      .slice(field.indexOf(':') + 1)
      .replaceAll(/\s+/g, ' ')
      .trim();
    const [name = '', ...results] = value.split(';');
    if (name.trim().toLowerCase() !== host.toLowerCase()) continue;
    const resultOf = (method: string) => {
      const found = results.map((each) => new RegExp(`^ ?${method}=([a-z]{1,20})`, 'i').exec(each)?.[1]?.toLowerCase());
      // One of several signatures is enough.
      return found.includes('pass') ? 'pass' : (found.find((each) => each !== undefined) ?? 'none');
    };
    return { spf: resultOf('spf'), dkim: resultOf('dkim'), dmarc: resultOf('dmarc') };
  }
  return null;
}

/** Whether nothing vouches for the address in From: DMARC failed, or its domain has none and neither SPF nor DKIM passed. */
export function isUnverified({ spf, dkim, dmarc }: Verdict): boolean {
  if (dmarc === 'pass') return false;
  // Nothing was asked: the message comes from this host itself.
  if (dmarc === 'none' && spf === 'none' && dkim === 'none') return false;
  return dmarc === 'fail' || (spf !== 'pass' && dkim !== 'pass');
}
