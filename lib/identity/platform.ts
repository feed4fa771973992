import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { ownActor } from './row-actor';
import type { SignInRow } from './sign-in-row';

export interface PlatformSettings {
  /** Whether staff have to show more than a password. */
  staffSecondFactor: boolean;
  /** Whether domains added from now on have to be proven before mail is taken in or sent. */
  provenDomains: boolean;
}

export async function readPlatform(): Promise<PlatformSettings> {
  const row = await db().platformSetting.findUnique({ where: { id: 1 } });
  return { staffSecondFactor: row?.staffSecondFactor ?? false, provenDomains: row?.provenDomains ?? false };
}

const acts = {
  staffSecondFactor: 'platform.staff-second-factor',
  provenDomains: 'platform.proven-domains',
} as const satisfies Record<keyof PlatformSettings, string>;

/** One setting of the whole host. */
export async function setPlatform(actor: Actor, setting: keyof PlatformSettings, enabled: boolean): Promise<void> {
  demand(actor, 'platform:write');
  await transaction(async (tx) => {
    const before = await tx.platformSetting.findUnique({ where: { id: 1 } });
    const value = { [setting]: enabled };
    await tx.platformSetting.upsert({ where: { id: 1 }, create: value, update: value });
    await record(tx, actor, {
      action: acts[setting],
      object: { type: 'platform', label: 'Milepost' },
      before: { enabled: before?.[setting] ?? false },
      after: { enabled },
    });
  });
}

/** Whether this sign-in is of staff, was opened by a password alone, and the host asks for more. */
export async function factorMissing(row: SignInRow): Promise<boolean> {
  if (row.method !== 'password') return false;
  const role = ownActor(row)?.role;
  if (role !== 'staff_admin' && role !== 'staff_auditor') return false;
  return (await readPlatform()).staffSecondFactor;
}
