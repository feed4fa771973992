export interface SanitiseOptions {
  /** Where a picture that travels with the message is served, or null when the message has none of that name. */
  cid: (id: string) => string | null;
  /** The address through which we fetch a remote picture, or null to leave it out. */
  remote: (url: string) => string | null;
}

/** A link whose text names another host than the one it leads to. */
export type MisleadingLink = { shown: string; host: string };

/** What one call of `sanitise` was given, and what its hooks find out on the way. */
export interface SanitiseContext {
  options: SanitiseOptions;
  /** How many remote loads were left out, and from which hosts. */
  blockedCount: number;
  blockedHosts: Set<string>;
  cids: string[];
  misleading: MisleadingLink[];
}

/** The page names two hosts; a message with more than this many is only counted. */
const maxBlockedHosts = 50;

export function createContext(options: SanitiseOptions): SanitiseContext {
  return { options, blockedCount: 0, blockedHosts: new Set(), cids: [], misleading: [] };
}

export function countBlocked(context: SanitiseContext, address: string): void {
  context.blockedCount += 1;
  const url = address.replace(/^\/\//, 'https://');
  if (URL.canParse(url) && context.blockedHosts.size < maxBlockedHosts) context.blockedHosts.add(new URL(url).hostname);
}
