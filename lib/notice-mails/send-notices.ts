import { z } from 'zod';
import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { isLocale, readMessages } from '@/lib/i18n';
import { define } from '@/lib/jobs';
import { log } from '@/lib/log';
import {
  claimUnsent,
  enqueueUnsent,
  type NoticeAccount,
  releaseUnsent,
  sendNoticesJobName,
  setSent,
} from '@/lib/notices';
import { composeNotice, messageIdOf, sendNotice } from '@/lib/smtp';
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
    const mails = await claimUnsent(account);
    try {
      for (const [mailId, notices] of mails) {
        const { subject, text } = writeNotices(notices, { account: reader.address, locale, words });
        await deliver(reader, { to: reader.address, subject, text, id: `notice-${mailId}` });
        await setSent(mailId);
      }
    } catch (error) {
      await releaseUnsent([...mails.keys()]);
      throw error;
    }
  },
);

export const sendWaitingNoticesJob = define('notices.send-waiting', z.object({}), () => enqueueUnsent(), {
  cron: '41 * * * *',
});

/**
 * Into the mailbox itself: what reports a forward or a redirect without a copy would otherwise follow it, and not reach the
 * owner. Through Postfix if the node refused. If it did not answer, it may still save the message, so the job is repeated;
 * the node saves a message of the same id once.
 */
async function deliver({ node }: Reader, notice: Parameters<typeof sendNotice>[0]): Promise<void> {
  if (node === null) return sendNotice(notice);
  const message = await composeNotice(notice, new Date());
  try {
    await askNode(node, 'save', { user: notice.to, message, messageId: messageIdOf(notice) });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'mail-server-refused') throw error;
    log.warn(`notice ${notice.id} goes through Postfix: ${error.code} ${error.details.reason ?? ''}`);
    await sendNotice(notice);
  }
}

interface Reader {
  address: string;
  locale: string | null;
  /** The node of a mailbox; null for a person, whose address is anywhere. */
  node: string | null;
}

/** Null while the account is suspended or gone. Its notices wait. */
async function readerOf(account: NoticeAccount): Promise<Reader | null> {
  if ('mailboxId' in account)
    return db().mailboxDirectory.findFirst({
      where: { id: account.mailboxId, suspendedAt: null },
      select: { address: true, locale: true, node: true },
    });
  const member = await db().memberDirectory.findFirst({
    where: { personId: account.personId, suspended: false },
    select: { email: true, locale: true },
  });
  return member && { address: member.email, locale: member.locale, node: null };
}
