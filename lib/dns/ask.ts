import { Resolver } from 'node:dns/promises';
import { config } from '@/lib/config';

/** The values found under a name. No values is an answer, too; a failure is not. */
export type Answer = { values: string[] } | { failure: string };
export type Kind = 'MX' | 'TXT' | 'SRV' | 'CNAME' | 'A' | 'AAAA';
export type Ask = (name: string, kind: Kind) => Promise<Answer>;

/** A page waits for the answer, so an unavailable resolver must not block it for long. */
const timeoutMs = 1500;
const maxTries = 2;

/**
 * Queries the configured resolver, or that of the machine. Values are as in a zone file: `10 mx.example.` for an MX,
 * the joined strings of a TXT.
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
