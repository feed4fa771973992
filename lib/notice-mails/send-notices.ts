import { z } from 'zod';
import { db } from '@/lib/db';
import { isLocale, readMessages } from '@/lib/i18n';
import { define } from '@/lib/jobs';
import { claimUnsent, enqueueUnsent, type NoticeAccount, sendNoticesJobName, setSent } from '@/lib/notices';
import { sendNotice } from '@/lib/smtp';
import { type NoticeWords, writeNotices } from './write-notices';

/** Sends the unsent notices of an account: to the mailbox itself, or to the address of a person. */
export const sendNoticesJob = define(
  sendNoticesJobName,
  z.union([z.object({ mailboxId: z.uuid() }), z.object({ personId: z.uuid() })]),
  async (account) => {
    const reader = await readerOf(account);
    if (!reader) return;
    const locale = isLocale(reader.locale) ? reader.locale : 'en';
    const words = (await readMessages(locale)) as NoticeWords;
    for (const [mailId, notices] of await claimUnsent(account)) {
      const { subject, text } = writeNotices(notices, { account: reader.address, locale, words });
      await sendNotice({ to: reader.address, subject, text, id: `notice-${mailId}` });
      await setSent(mailId);
    }
  },
);

export const sendWaitingNoticesJob = define('notices.send-waiting', z.object({}), () => enqueueUnsent(), {
  cron: '41 * * * *',
});

/** Null while the account is suspended or gone. Its notices wait. */
async function readerOf(account: NoticeAccount): Promise<{ address: string; locale: string | null } | null> {
  if ('mailboxId' in account)
    return db().mailboxDirectory.findFirst({
      where: { id: account.mailboxId, suspendedAt: null },
      select: { address: true, locale: true },
    });
  const member = await db().memberDirectory.findFirst({
    where: { personId: account.personId, suspended: false },
    select: { email: true, locale: true },
  });
  return member && { address: member.email, locale: member.locale };
}
