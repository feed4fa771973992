import { createTranslator } from 'use-intl/core';
import { config } from '@/lib/config';
import { db, type Prisma } from '@/lib/db';
import { isLocale, readMessages } from '@/lib/i18n';
import { plainPhrase, sendNotice } from '@/lib/smtp';
import type { FindingKind } from './shapes';

/** Findings named in one notification. The page shows all. */
const maxFindings = 20;

/** The part of the catalogue for notifications. */
type Words = {
  devices: { notification: { subject: string; text: string; more: string; kind: Record<FindingKind, string> } };
};

type Subscription = Prisma.FindingMailGetPayload<object>;

/** Sends new findings to subscribers, in one notification for all since the last one. */
export async function notifyByMail(now: Date): Promise<void> {
  for (const subscription of await db().findingMail.findMany()) {
    const reader = await readerOf(subscription);
    if (!reader) continue;
    const where = {
      ...reader.scope,
      state: 'open',
      openedAt: { gt: subscription.notifiedUntil, lte: now },
      ...(subscription.level === 'serious' ? { severity: 'bad' } : {}),
      // Owners are always notified of a new network, see notify-of-networks.ts.
      ...(subscription.mailboxId ? { kind: { not: 'new-network' } } : {}),
    };
    const findings = await db().finding.findMany({ where, orderBy: { openedAt: 'desc' }, take: maxFindings + 1 });
    const [newest] = findings;
    if (!newest) continue;
    const locale = isLocale(subscription.locale) ? subscription.locale : 'en';
    const messages = (await readMessages(locale)) as Words;
    const t = createTranslator({ locale, messages, timeZone: 'UTC' });
    const lines = findings
      .slice(0, maxFindings)
      .map(
        ({ address, kind }) => `- ${plainPhrase(address)}: ${t(`devices.notification.kind.${kind as FindingKind}`)}`,
      );
    if (findings.length > maxFindings) lines.push(t('devices.notification.more'));
    const link = `${config().MILEPOST_URL}${subscription.mailboxId ? '/devices' : '/findings'}`;
    await sendNotice({
      to: reader.to,
      subject: t('devices.notification.subject', {
        count: Math.min(findings.length, maxFindings),
        address: plainPhrase(newest.address),
      }),
      text: t('devices.notification.text', { list: lines.join('\n'), link }),
      id: `finding-${subscription.id}-${newest.openedAt.getTime()}`,
    });
    await db().findingMail.updateMany({ where: { id: subscription.id }, data: { notifiedUntil: newest.openedAt } });
  }
}

/** The address and scope of a notification, from the current role of the subscriber. */
async function readerOf(subscription: Subscription): Promise<{ to: string; scope: Prisma.FindingWhereInput } | null> {
  if (subscription.mailboxId) {
    const mailbox = await db().mailboxDirectory.findUnique({
      where: { id: subscription.mailboxId },
      select: { address: true },
    });
    return mailbox && { to: mailbox.address, scope: { mailboxId: subscription.mailboxId } };
  }
  const member = await db().memberDirectory.findFirst({
    where: { personId: subscription.personId ?? '', tenantId: subscription.tenantId ?? '', suspended: false },
    select: { role: true, tenantId: true, email: true },
  });
  if (!member) return null;
  const { role, tenantId, email } = member;
  if (role === 'staff_admin' || role === 'staff_auditor') return { to: email, scope: {} };
  if (role === 'reseller') return { to: email, scope: { resellerId: tenantId } };
  return role === 'customer_admin' ? { to: email, scope: { customerId: tenantId } } : null;
}
