import { quickTimeoutMs, type Verb } from './verb';

export const who: Verb<'who'> = async ({ doveadm }) => {
  const rows = await doveadm.one(['who', { separateConnections: true }], quickTimeoutMs);
  return rows
    .filter((row) => row.username && /^\d+$/.test(row.pid ?? ''))
    .map((row) => ({
      user: row.username ?? '',
      service: row.service ?? '',
      pid: Number(row.pid),
      ip: row.ip ?? '',
    }));
};

/** The process of the ManageSieve service is named after its protocol. */
export function processName(service: string): string {
  return service === 'sieve' ? 'managesieve' : service;
}
