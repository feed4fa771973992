'use server';

import { z } from 'zod';
import {
  forgetDevice,
  listDevices,
  listFindings,
  mergeDevice,
  nameDevice,
  readDay,
  readEvidence,
  reopenFinding,
  resolveFinding,
  setFindingMail,
  snoozeFinding,
} from '@/lib/devices';
import {
  dayInput,
  deviceInput,
  evidenceInput,
  findingInput,
  findingMailInput,
  mergeInput,
  nameInput,
  resolveInput,
  snoozeInput,
} from '@/lib/devices/requests';
import { Refusal } from '@/lib/errors';
import { action } from '@/lib/http';
import { setPop3Keep, setProtocols } from '@/lib/mailbox-settings';
import { pop3KeepInput } from '@/lib/mailbox-settings/shapes';
import { readMailbox } from '@/lib/mailboxes';

const ofMailbox = z.object({ mailboxId: z.uuid() });

export const readDevices = action(ofMailbox, async (actor, { mailboxId }) => {
  const [devices, { rows }] = await Promise.all([
    listDevices(actor, mailboxId),
    listFindings(actor, { mailboxId, all: true }),
  ]);
  return { devices, findings: rows };
});
export const readDayAction = action(dayInput, readDay);
export const readEvidenceAction = action(evidenceInput, readEvidence);

export const nameDeviceAction = action(nameInput, nameDevice);
export const mergeDeviceAction = action(mergeInput, mergeDevice);
export const forgetDeviceAction = action(deviceInput, forgetDevice);
export const snoozeFindingAction = action(snoozeInput, (actor, input) => snoozeFinding(actor, input));
export const resolveFindingAction = action(resolveInput, (actor, input) => resolveFinding(actor, input));
export const reopenFindingAction = action(findingInput, reopenFinding);

/** The remedy of a POP3 finding: switches POP3 off for the mailbox and resolves the finding. */
export const switchPop3Off = action(ofMailbox.extend(findingInput.shape), async (actor, { mailboxId, findingId }) => {
  const mailbox = await readMailbox(actor, mailboxId);
  if (!mailbox) throw new Refusal('not-found');
  await setProtocols(actor, { mailboxId, protocols: { ...mailbox.protocols, pop3: false } });
  await resolveFinding(actor, { findingId, note: '' });
});

/** The other remedy: POP3 stays enabled, and the mailbox keeps messages that it removes. */
export const keepPop3Mail = action(
  findingInput.extend(pop3KeepInput.shape),
  async (actor, { mailboxId, findingId, days }) => {
    await setPop3Keep(actor, { mailboxId, days });
    await resolveFinding(actor, { findingId, note: '' });
  },
);

export const setFindingMailAction = action(findingMailInput, setFindingMail);
