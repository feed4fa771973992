import { z } from 'zod';
import { address, displayedName } from '@/lib/addresses/shapes';
import { quotaBytes } from '@/lib/domains/shapes';
import { password } from '@/lib/passwords/shapes';
import { type Protocol, perProtocol, protocols } from '@/lib/protocols';

/** The columns of a file. The names are those of the export. */
const writable = ['address', 'name', 'quota_mb', 'protocols', 'state', 'password'] as const;
type Name = (typeof writable)[number];
/** Columns of the export that are ignored. */
const passedOver = ['used_bytes', 'messages', 'customer', 'created'];
const synonyms: Record<string, Name> = {
  email: 'address',
  mailbox: 'address',
  display_name: 'name',
  quota: 'quota_mb',
};

export const wantedShape = z.object({
  displayName: z.string().optional(),
  quotaBytes: z.number().optional(),
  protocols: z.record(z.enum(protocols), z.boolean()).optional(),
  suspended: z.boolean().optional(),
});
export type Wanted = z.infer<typeof wantedShape>;

export type Checked =
  | { address: string; wanted: Wanted; password: string | null; problem: null }
  | { address: string; problem: string };

/** The index of each column, or the name of an unknown one. */
export function readHeader(cells: string[]): { columns: (Name | null)[] } | { unknown: string } {
  const columns: (Name | null)[] = [];
  for (const cell of cells) {
    const text = cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    const name = writable.find((each) => each === text) ?? synonyms[text] ?? null;
    if (!name && text !== '' && !passedOver.includes(text)) return { unknown: cell.trim().slice(0, 60) };
    if (name && columns.includes(name)) return { unknown: cell.trim().slice(0, 60) };
    columns.push(name);
  }
  return columns.includes('address') ? { columns } : { unknown: 'address' };
}

/**
 * Checks a single line. A cell that a spreadsheet would interpret as a formula is refused; our export prefixes such
 * text with '.
 */
export function checkLine(columns: (Name | null)[], cells: string[]): Checked {
  const text = (name: Name) => (cells[columns.indexOf(name)] ?? '').trim();
  const typed = text('address').slice(0, 320);
  const bad = (problem: string): Checked => ({ address: typed, problem });
  if (cells.length > columns.length) return bad('csv-columns');
  for (const name of ['address', 'name', 'state', 'protocols'] as const)
    if (/^[=+\-@\t]/.test(text(name))) return bad('csv-formula');
  if (typed === '') return bad('local-missing');
  const local = typed.slice(0, typed.lastIndexOf('@'));
  if (/["`\\]/.test(local)) return bad('local-quotes');
  if (local.includes('+')) return bad('local-plus');
  if (/[^\x21-\x7e]/.test(local)) return bad('local-ascii');
  const parsed = address.safeParse(typed);
  if (!parsed.success) return bad('address-form');
  if (parsed.data.length > 254) return bad('address');
  const wanted: Wanted = {};
  const displayName = text('name').replace(/^'(?=[=+\-@])/, '');
  if (displayName.length > 120) return bad('name-long');
  if (/\p{Cc}/u.test(displayName)) return bad('csv-control');
  if (!displayedName.safeParse(displayName).success) return bad('name-signs');
  if (displayName) wanted.displayName = displayName;
  if (text('quota_mb')) {
    const megabytes = Number(text('quota_mb').replace(',', '.'));
    const quota = quotaBytes.safeParse(Math.round(megabytes * 1024 * 1024));
    if (!quota.success) return bad(quota.error.issues[0]?.message ?? 'quota-number');
    wanted.quotaBytes = quota.data;
  }
  if (text('protocols')) {
    const names = text('protocols')
      .toLowerCase()
      .split(/[\s,/|]+/)
      .filter((name) => name !== '' && name !== 'none');
    if (names.some((name) => !protocols.includes(name as Protocol))) return bad('csv-protocol');
    wanted.protocols = perProtocol((each) => names.includes(each));
  }
  const state = text('state').toLowerCase();
  if (state !== '' && state !== 'active' && state !== 'suspended') return bad('csv-state');
  if (state) wanted.suspended = state === 'suspended';
  // Spaces may be part of it.
  const secret = cells[columns.indexOf('password')] ?? '';
  if (secret) {
    const good = password.safeParse(secret);
    if (!good.success) return bad(good.error.issues[0]?.message ?? 'password-short');
    if (secret.toLowerCase() === parsed.data) return bad('password-address');
  }
  return { address: parsed.data, wanted, password: secret || null, problem: null };
}
