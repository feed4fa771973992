import { type AuditAction, record } from '@/lib/audit';
import { config } from '@/lib/config';
import { db, transaction } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';

export interface PlatformSettings {
  /** Whether staff must show more than a password. A password by mail is then not enough to become one of them. */
  staffSecondFactor: boolean;
  /** Whether new domains must be verified before they receive or send mail. */
  provenDomains: boolean;
}

/** What holds where nobody has chosen: yes, except in a demonstration, where anybody may look around. */
export function chosenOrDefault(chosen: boolean | null | undefined): boolean {
  return chosen ?? config().MILEPOST_DEMO !== '1';
}

export async function readPlatform(): Promise<PlatformSettings> {
  const row = await db().platformSetting.findUnique({ where: { id: 1 } });
  return {
    staffSecondFactor: chosenOrDefault(row?.staffSecondFactor),
    provenDomains: chosenOrDefault(row?.provenDomains),
  };
}

const actions = {
  staffSecondFactor: 'platform.staff-second-factor',
  provenDomains: 'platform.verified-domains',
} as const satisfies Record<keyof PlatformSettings, AuditAction>;

/** Changes one setting of the whole host. */
export async function setPlatform(actor: Actor, setting: keyof PlatformSettings, enabled: boolean): Promise<void> {
  demand(actor, 'platform:write');
  await transaction(async (tx) => {
    const before = await tx.platformSetting.findUnique({ where: { id: 1 } });
    const value = { [setting]: enabled };
    await tx.platformSetting.upsert({ where: { id: 1 }, create: value, update: value });
    await record(tx, actor, {
      action: actions[setting],
      object: { type: 'platform', label: 'Milepost' },
      before: { enabled: chosenOrDefault(before?.[setting]) },
      after: { enabled },
    });
  });
}
