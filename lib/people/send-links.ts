import { createTranslator } from 'use-intl/core';
import { z } from 'zod';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { isLocale, readMessages } from '@/lib/i18n';
import { define } from '@/lib/jobs';
import { plainPhrase, sendNotice } from '@/lib/smtp';
import { linkToken } from '@/lib/vault';

/** The part of the catalogue that these mails are written from. */
type MailMessages = {
  mails: Record<'invitation' | 'reset', { subject: string; text: string }>;
};

async function translatorFor(wanted: string | null) {
  const locale = isLocale(wanted) ? wanted : 'en';
  const messages = (await readMessages(locale)) as MailMessages;
  return createTranslator({ locale, messages, timeZone: 'UTC' });
}

/**
 * Sends the mail with the link. The link is created here and not stored, so neither the queue nor the table contains a
 * token.
 */
export const sendInvitationJob = define(
  'people.send-invitation',
  z.object({ invitationId: z.uuid() }),
  async ({ invitationId }) => {
    const row = await db().invitation.findFirst({
      where: { id: invitationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (!row) return;
    const tenant = await db().tenantDirectory.findUniqueOrThrow({
      where: { id: row.tenantId },
      select: { name: true },
    });
    const t = await translatorFor(row.locale);
    const values = {
      who: plainPhrase(row.invitedBy),
      tenant: plainPhrase(tenant.name),
      link: `${config().MILEPOST_URL}/invitation/${linkToken('invitation', row.id)}`,
      until: row.expiresAt,
    };
    await sendNotice({
      to: row.email,
      subject: t('mails.invitation.subject', values),
      text: t('mails.invitation.text', values),
      id: `invitation-${row.id}`,
    });
    await db().invitation.updateMany({ where: { id: row.id }, data: { sentAt: new Date() } });
  },
  { urgent: true },
);

/** For an address without an account nothing is sent. This is not observable, because the page has already answered. */
export const sendResetJob = define(
  'people.send-reset',
  z.object({ resetId: z.uuid(), email: z.string(), ip: z.string(), expiresAt: z.iso.datetime() }),
  async ({ resetId, email, ip, expiresAt }) => {
    const person = await db().person.findFirst({ where: { email, suspendedAt: null, memberships: { some: {} } } });
    if (!person || new Date(expiresAt) <= new Date()) return;
    await db().passwordReset.upsert({
      where: { id: resetId },
      create: { id: resetId, personId: person.id, expiresAt },
      update: {},
    });
    const t = await translatorFor(person.locale);
    const values = {
      name: plainPhrase(person.name),
      ip,
      link: `${config().MILEPOST_URL}/reset-password/${linkToken('reset', resetId)}`,
    };
    await sendNotice({
      to: person.email,
      subject: t('mails.reset.subject'),
      text: t('mails.reset.text', values),
      id: `reset-${resetId}`,
    });
  },
  { urgent: true },
);
