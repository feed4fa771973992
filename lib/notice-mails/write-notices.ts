import { createTranslator } from 'use-intl/core';
import { config } from '@/lib/config';
import type { UnsentNotice } from '@/lib/notices';
import { type NoticeKind, signInKinds } from '@/lib/notices/shapes';
import { plainPhrase } from '@/lib/smtp';

/** Notices named in one mail. The page shows all. */
const maxNotices = 50;

/** The part of the catalogue that these mails are written from. */
export type NoticeWords = {
  notices: {
    by: string;
    kind: Record<NoticeKind, { subject: string; text: string }>;
    mail: { subject: string; text: string; line: string; more: string };
  };
};

/** One mail about several notices of an account, in its language. */
export function writeNotices(
  notices: UnsentNotice[],
  { account, locale, words }: { account: string; locale: string; words: NoticeWords },
): { subject: string; text: string } {
  const t = createTranslator({ locale, messages: words, timeZone: 'UTC' });
  const [first] = notices;
  const lines = notices.slice(0, maxNotices).map(({ kind, details, byName, ip, at }) => {
    const text = t(`notices.kind.${kind}.text`, phrases(details));
    const by = signInKinds.includes(kind)
      ? ''
      : ` ${t('notices.by', { who: byName === null ? 'self' : 'other', name: plainPhrase(byName ?? ''), where: ip === null ? 'unknown' : 'known', ip: ip ?? '' })}`;
    return t('notices.mail.line', { at, text: `${text}${by}` });
  });
  if (notices.length > maxNotices) lines.push(t('notices.mail.more'));
  const subject =
    first && notices.length === 1
      ? t(`notices.kind.${first.kind}.subject`, { account })
      : t('notices.mail.subject', { count: notices.length, account });
  return {
    subject,
    text: t('notices.mail.text', { account, list: lines.join('\n\n'), link: `${config().MILEPOST_URL}/notices` }),
  };
}

/** Texts from people do not become links, or lines of their own, in a mail that Milepost signs. */
function phrases(details: UnsentNotice['details']): UnsentNotice['details'] {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? plainPhrase(value) : value]),
  );
}
