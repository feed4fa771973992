import { db } from '@/lib/db';
import { outboundJobs } from '@/lib/outbound';

/** What the worker does every minute about limits and suspensions of sending. */
export async function reportSending(): Promise<void> {
  for (const job of outboundJobs) await job.handle({});
}

/** Suspends the sending of a mailbox, as the policy does after a burst from a strange network. */
export async function suspendSending(mailboxId: string): Promise<void> {
  const figures = { messages: 3, recipients: 300, seconds: 43, network: '192.0.2.0/24' };
  await db().sendingSuspension.create({ data: { mailboxId, at: new Date(), ...figures }, select: { id: true } });
}
