import { Resolver } from 'node:dns/promises';
import { config } from '@/lib/config';

/** What was found under a name: nothing is an answer, too; a failure is none. */
export type Answer = { values: string[] } | { failure: string };
export type Kind = 'MX' | 'TXT' | 'SRV' | 'CNAME' | 'A' | 'AAAA';
export type Ask = (name: string, kind: Kind) => Promise<Answer>;

/** A page waits for it: one resolver that is down must not hold it up. */
const timeoutMs = 1500;
const maxTries = 2;

/**
 * Asks the resolver that the host named, or the machine's own. Values read as they are entered in a zone: `10 mx.example.`
 * for an MX, the strings of a TXT joined.
 */
export function asker(): Ask {
  const resolver = new Resolver({ timeout: timeoutMs, tries: maxTries });
  const { MILEPOST_RESOLVER: server } = config();
  if (server) resolver.setServers([server]);
  return async (name, kind) => {
    try {
      return { values: await look(resolver, name, kind) };
    } catch (error) {
      const code = (error as { code?: string }).code ?? 'EUNKNOWN';
      return code === 'ENOTFOUND' || code === 'ENODATA' ? { values: [] } : { failure: code };
    }
  };
}

async function look(resolver: Resolver, name: string, kind: Kind): Promise<string[]> {
  switch (kind) {
    case 'MX': {
      const rows = await resolver.resolveMx(name);
      return rows
        .sort((a, b) => a.priority - b.priority)
        .map(({ priority, exchange }) => `${priority} ${exchange}.`.toLowerCase());
    }
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
    case 'SRV': {
      const rows = await resolver.resolveSrv(name);
      return rows.map((row) => `${row.priority} ${row.weight} ${row.port} ${row.name}.`.toLowerCase());
    }
    case 'CNAME':
      return (await resolver.resolveCname(name)).map((target) => `${target}.`.toLowerCase());
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
  }
}
