export interface SanitiseOptions {
  /** The address of an inline picture, or null if the message has no part with this Content-ID. */
  cid: (id: string) => string | null;
  /** The address of our proxy for a remote picture, or null to block it. */
  remote: (url: string) => string | null;
}

/** A link whose text names another host than its target. */
export type MisleadingLink = { shown: string; host: string };

/** The options of one call of `sanitise` and the findings of its hooks. */
export interface SanitiseContext {
  options: SanitiseOptions;
  /** The number of blocked remote resources, and their hosts. */
  blockedCount: number;
  blockedHosts: Set<string>;
  cids: string[];
  misleading: MisleadingLink[];
}

/** The page names two hosts. Further hosts are not stored. */
const maxBlockedHosts = 50;

export function createContext(options: SanitiseOptions): SanitiseContext {
  return { options, blockedCount: 0, blockedHosts: new Set(), cids: [], misleading: [] };
}

export function countBlocked(context: SanitiseContext, address: string): void {
  context.blockedCount += 1;
  const url = address.replace(/^\/\//, 'https://');
  if (URL.canParse(url) && context.blockedHosts.size < maxBlockedHosts) context.blockedHosts.add(new URL(url).hostname);
}
