import { setTimeout as wait } from 'node:timers/promises';
import { db } from '@/lib/db';
import { ManageSieveClient } from '@/lib/mail-clients';
import { until } from '../until';
import { type Attack, unless } from './attack';
import type { Host } from './host';
import { deliver, isRefusal, message } from './smtp';

/** Longer than a redirect takes from one mailbox to another. */
const settleMs = 2_000;

/** What a mailbox still does after it was suspended. */
export function suspendedMailboxes({ stack, administrator, mailbox, messagesOf, arrivalOf }: Host): Attack[] {
  const [eve, rosa, victor] = [mailbox('eve'), mailbox('rosa'), mailbox('victor')];

  async function deliverTo(subject: string): Promise<void> {
    const text = message(['From: <a@elsewhere.example>'], eve.address, subject);
    const reply = await deliver(stack.ports.smtp, { from: 'a@elsewhere.example', to: eve.address, text });
    if (isRefusal(reply)) throw new Error(`a message to the mailbox: ${reply}`);
  }

  return [
    {
      name: 'a suspended mailbox runs its Sieve script and forwards',
      attempt: async () => {
        const sieve = await ManageSieveClient.connect({ port: stack.ports.sieve }, eve);
        await sieve.put('attack', `redirect "${rosa.address}";\n`);
        await sieve.activate('attack');
        await sieve.logout();
        await deliverTo('Before the suspension');
        // The control: until then the script works.
        await arrivalOf(rosa, 'Before the suspension');

        const ids = { mailboxId: eve.id };
        const forward = { mailboxId: eve.id, destinations: [victor.address], keepCopy: true };
        const forwarded = await administrator.act('setForwardAction', forward, ids);
        const suspended = await administrator.act('suspendAction', { mailboxId: eve.id, reason: 'unpaid' }, ids);
        await deliverTo('After the suspension');
        // Nobody signs in to the mailbox any more, so the trail has to say where it went.
        const found = await until(() =>
          db().mailEvent.findFirst({
            where: { mailboxId: eve.id, subject: 'After the suspension', kind: 'delivered' },
          }),
        );
        await wait(settleMs);
        const ran = (await messagesOf(rosa, 'After the suspension')).length > 0;
        const passedOn = (await messagesOf(victor, 'After the suspension')).length > 0;
        // The control of the forward: it works as soon as the mailbox does.
        await administrator.act('resumeAction', { mailboxId: eve.id }, ids);
        await deliverTo('After the resumption');
        await arrivalOf(victor, 'After the resumption');
        return unless(
          forwarded.outcome !== 'ok' && `control: the forward: ${forwarded.outcome}`,
          suspended.outcome !== 'ok' && `control: the suspension: ${suspended.outcome}`,
          found.folder !== 'INBOX' && `it was filed in ${found.folder}`,
          ran && 'its script ran',
          passedOn && 'it was forwarded',
        );
      },
    },
  ];
}
