import { activeRedirects } from '@/lib/sieve';
import type { Doveadm } from '../doveadm';
import { DoveadmError } from '../doveadm';
import { quickTimeoutMs, type Verb } from './verb';

/** More than anybody has. A longer list already says what its owner must know. */
const maxDestinations = 499;
const maxChars = 320;

/** A script includes at most 255 others. Nobody writes as much as this; it only keeps a hostile mailbox cheap. */
const maxScripts = 300;
const maxTotalChars = 8 * 1024 * 1024;
/** In the place of destinations that were not looked for, so that the owner is notified all the same. */
const more = '…';

export const redirects: Verb<'redirects'> = async ({ doveadm }, { user }) => {
  const scripts = await scriptsOf(doveadm, user);
  const found = [...(await activeRedirects(scripts))].map((to) => to.slice(0, maxChars));
  const cut = scripts.isCut() || found.length > maxDestinations;
  return { destinations: [...found.slice(0, maxDestinations), ...(cut ? [more] : [])] };
};

/** The scripts as ManageSieve shows them, without a sign-in. */
async function scriptsOf(doveadm: Doveadm, user: string) {
  const rows = await doveadm.one(['sieveList', { user }], quickTimeoutMs);
  const names = new Set(rows.map(({ script = '' }) => script));
  let read = 0;
  let chars = 0;
  let cut = false;
  return {
    isCut: () => cut,
    list: async () => rows.map(({ script = '', active }) => ({ name: script, active: active === 'ACTIVE' })),
    get: async (name: string) => {
      // What is included need not exist. What exists must be read, or a destination would be overlooked.
      if (!names.has(name)) return null;
      if (read >= maxScripts || chars > maxTotalChars) {
        cut = true;
        return null;
      }
      read += 1;
      const [row] = await doveadm.one(['sieveGet', { user, scriptname: name }], quickTimeoutMs);
      const text = row?.['sieve script'];
      if (text === undefined) throw new DoveadmError('doveadm sent no script');
      chars += text.length;
      return text;
    },
  };
}
