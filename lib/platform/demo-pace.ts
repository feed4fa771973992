import { record } from '@/lib/audit';
import { config } from '@/lib/config';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { type DemoPace, demoPaces } from './values';

const isPace = (text: string): text is DemoPace => (demoPaces as readonly string[]).includes(text);

/** The pace of the simulated clients; null if the host is not a demonstration. */
export async function readDemoPace(): Promise<DemoPace | null> {
  if (config().MILEPOST_DEMO !== '1') return null;
  const row = await db().platformSetting.findUnique({ where: { id: 1 }, select: { demoPace: true } });
  return row && isPace(row.demoPace) ? row.demoPace : 'lively';
}

/** Stops, slows or resumes the simulated clients, within two seconds. */
export async function setDemoPace(actor: Actor, pace: DemoPace): Promise<void> {
  demand(actor, 'platform:write');
  const before = await readDemoPace();
  if (before === null) throw new Refusal('not-found');
  await transaction(async (tx) => {
    await tx.platformSetting.update({ where: { id: 1 }, data: { demoPace: pace }, select: { id: true } });
    await record(tx, actor, {
      action: 'platform.demo-pace',
      object: { type: 'platform', label: 'Milepost' },
      before: { pace: before },
      after: { pace },
    });
  });
}
