'use client';

import {
  Archive,
  ArrowLeft,
  Download,
  EllipsisVertical,
  FolderInput,
  Forward,
  MailOpen,
  MailX,
  Moon,
  Pencil,
  Reply,
  ReplyAll,
  ShieldAlert,
  ShieldCheck,
  Star,
  Sun,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatBytes } from '@/components/ui/format-bytes';
import { Menu } from '@/components/ui/menu';
import { Tooltip } from '@/components/ui/tooltip';
import type { Attachment, Folder, Message, Person } from '@/lib/webmail/shapes';
import { HtmlBody, TextBody } from './body';
import { query } from './fetch-json';
import { useDark } from './use-dark';
import type { Opened } from './use-message';
import { nameOf, useFolderName, useLongTime } from './words';

export interface MessageActs {
  back: () => void;
  archive: () => void;
  trash: () => void;
  junk: () => void;
  move: (to: string) => void;
  unread: () => void;
  star: (on: boolean) => void;
  compose: (kind: 'reply' | 'replyAll' | 'forward' | 'draft') => void;
}

interface Props {
  opened: Opened;
  folders: Folder[];
  folder: Folder | undefined;
  flagged: boolean;
  acts: MessageActs;
  onRetry: () => void;
}

export function MessagePane({ opened, folders, folder, flagged, acts, onRetry }: Props) {
  const t = useTranslations('mail.read');
  if (opened.status === 'none') {
    return (
      <div className="grid h-full place-items-center">
        <EmptyState icon={<MailOpen />} title={t('choose')}>
          {t('chooseHint')}
        </EmptyState>
      </div>
    );
  }
  if (opened.status === 'loading') return <Loading />;
  if (opened.status === 'failed') {
    const gone = opened.failure === 'not-found';
    return (
      <div className="grid h-full place-items-center">
        <EmptyState
          icon={<MailX />}
          title={t('failedTitle')}
          action={gone ? <Button onClick={acts.back}>{t('back')}</Button> : <RetryButton onRetry={onRetry} />}
        >
          {gone ? t('gone') : null}
        </EmptyState>
      </div>
    );
  }
  const { message } = opened;
  return (
    <Letter
      key={`${message.uid} ${message.folder}`}
      message={message}
      folders={folders}
      folder={folder}
      flagged={flagged}
      acts={acts}
    />
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('mail.list');
  return <Button onClick={onRetry}>{t('retry')}</Button>;
}

function Loading() {
  return (
    <div className="flex h-full animate-pulse flex-col gap-3 p-5" aria-busy>
      <span className="h-6 w-2/3 rounded-sm bg-hover" />
      <span className="h-4 w-1/3 rounded-sm bg-hover" />
      <span className="mt-6 h-4 w-full rounded-sm bg-hover" />
      <span className="h-4 w-11/12 rounded-sm bg-hover" />
      <span className="h-4 w-4/5 rounded-sm bg-hover" />
    </div>
  );
}

function Tool({
  label,
  onClick,
  children,
  pressed,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean;
}) {
  return (
    <Tooltip content={label} side="bottom">
      <Button variant="ghost" size="icon" aria-label={label} aria-pressed={pressed} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

function Letter({
  message,
  folders,
  folder,
  flagged,
  acts,
}: {
  message: Message;
  folders: Folder[];
  folder: Folder | undefined;
  flagged: boolean;
  acts: MessageActs;
}) {
  const t = useTranslations('mail');
  const name = useFolderName();
  const dark = useDark();
  const [invert, setInvert] = useState(false);
  const { body, uid } = message;
  const title = message.subject || t('list.noSubject');
  const inJunk = folder?.special === 'junk';
  const file = (part: string) => `/api/mail/attachment?${query({ folder: message.folder, uid, part })}`;
  const several = message.to.length + message.cc.length > 1;
  return (
    <article aria-label={title} className="flex h-full min-h-0 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-0.5 border-line border-b px-2">
        <span className="mail-phone">
          <Tool label={t('read.back')} onClick={acts.back}>
            <ArrowLeft aria-hidden />
          </Tool>
        </span>
        <Tool label={t('act.archive')} onClick={acts.archive}>
          <Archive aria-hidden />
        </Tool>
        <Tool label={folder?.special === 'trash' ? t('act.remove') : t('act.delete')} onClick={acts.trash}>
          <Trash2 aria-hidden />
        </Tool>
        <Tool label={inJunk ? t('act.notJunk') : t('act.junk')} onClick={acts.junk}>
          {inJunk ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}
        </Tool>
        <Menu
          align="start"
          trigger={
            <Button variant="ghost" size="icon" aria-label={t('act.move')}>
              <FolderInput aria-hidden />
            </Button>
          }
          items={folders
            .filter((one) => one.selectable && one.path !== message.folder)
            .map((one) => ({ label: <bdi>{name(one)}</bdi>, onSelect: () => acts.move(one.path) }))}
        />
        <Tool label={t('act.markUnread')} onClick={acts.unread}>
          <MailOpen aria-hidden />
        </Tool>
        <Tool label={flagged ? t('act.unstar') : t('act.star')} pressed={flagged} onClick={() => acts.star(!flagged)}>
          <Star aria-hidden className={flagged ? 'text-warn' : undefined} fill={flagged ? 'currentColor' : 'none'} />
        </Tool>
        <span className="flex-1" />
        {message.draft && folder?.special === 'drafts' ? (
          <Button variant="primary" size="sm" onClick={() => acts.compose('draft')}>
            <Pencil aria-hidden />
            {t('act.edit')}
          </Button>
        ) : (
          <>
            <Button variant="ghost" size="sm" aria-label={t('act.reply')} onClick={() => acts.compose('reply')}>
              <Reply aria-hidden />
              <span className="mail-wide">{t('act.reply')}</span>
            </Button>
            {several && (
              <Button variant="ghost" size="sm" aria-label={t('act.replyAll')} onClick={() => acts.compose('replyAll')}>
                <ReplyAll aria-hidden />
                <span className="mail-wide">{t('act.replyAll')}</span>
              </Button>
            )}
            <Button variant="ghost" size="sm" aria-label={t('act.forward')} onClick={() => acts.compose('forward')}>
              <Forward aria-hidden />
              <span className="mail-wide">{t('act.forward')}</span>
            </Button>
          </>
        )}
        <Menu
          trigger={
            <Button variant="ghost" size="icon" aria-label={t('act.more')}>
              <EllipsisVertical aria-hidden />
            </Button>
          }
          items={[
            ...(several || message.draft
              ? []
              : [
                  {
                    label: t('act.replyAll'),
                    icon: <ReplyAll aria-hidden />,
                    onSelect: () => acts.compose('replyAll'),
                  },
                ]),
            ...(body.kind === 'html' && dark && !body.plain
              ? [
                  {
                    label: invert ? t('read.lighten') : t('read.darken'),
                    icon: invert ? <Sun aria-hidden /> : <Moon aria-hidden />,
                    onSelect: () => setInvert(!invert),
                  },
                ]
              : []),
            {
              label: t('read.source'),
              icon: <Download aria-hidden />,
              onSelect: () => window.location.assign(file('message')),
            },
          ]}
        />
      </div>

      <header className="shrink-0 px-5 pt-3.5 pb-3">
        <h2 className="text-balance font-semibold text-ink text-lg leading-snug [overflow-wrap:anywhere]" dir="auto">
          {title}
        </h2>
        <Envelope message={message} />
      </header>
      <Warnings message={message} />
      {message.attachments.length > 0 && <Files files={message.attachments} href={file} />}
      <div className="min-h-0 flex-1 border-line border-t">
        {body.kind === 'html' ? (
          <HtmlBody
            folder={message.folder}
            uid={uid}
            body={body}
            dark={dark}
            invert={invert && dark}
            title={t('read.letter')}
          />
        ) : body.kind === 'text' ? (
          <TextBody blocks={body.blocks} />
        ) : (
          <p className="px-5 py-6 text-ink-3 text-sm">{t('read.noText')}</p>
        )}
      </div>
    </article>
  );
}

/** Who wrote, with the address always in sight: a name alone is whatever its writer likes. */
function Envelope({ message }: { message: Message }) {
  const t = useTranslations('mail.read');
  const tList = useTranslations('mail.list');
  const locale = useLocale();
  const long = useLongTime();
  const from = message.from[0];
  const shown = message.to.slice(0, 2).map(nameOf).join(', ');
  const others = message.to.length + message.cc.length - Math.min(2, message.to.length);
  return (
    <div className="mt-2.5 flex items-start gap-3">
      <span
        aria-hidden
        className="grid size-9 shrink-0 select-none place-items-center rounded-full bg-accent-soft font-semibold text-accent text-base uppercase"
      >
        {initial(from)}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          {from?.name && <bdi className="font-medium text-base text-ink">{from.name}</bdi>}
          <bdi className="mono min-w-0 text-ink-2 text-sm [overflow-wrap:anywhere]">
            {from?.address || tList('noSender')}
          </bdi>
          <time dateTime={message.at} className="ml-auto text-ink-3 text-xs">
            {long(message.at)}
          </time>
        </div>
        <details className="group/details text-ink-3 text-xs">
          <summary className="w-fit max-w-full truncate rounded-sm marker:text-[0.7em]">
            <bdi>{t('toYou', { names: shown || '–' })}</bdi> {others > 0 && t('more', { count: others })}
          </summary>
          <dl className="mt-1.5 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 rounded-md bg-sunken px-3 py-2 text-ink-2">
            <Term label={t('from')} people={message.from} />
            {message.sender && <Term label={t('sentBy')} people={[message.sender]} />}
            {message.replyTo.length > 0 && message.replyTo[0]?.address !== from?.address && (
              <Term label={t('replyTo')} people={message.replyTo} />
            )}
            <Term label={t('to')} people={message.to} />
            {message.cc.length > 0 && <Term label={t('cc')} people={message.cc} />}
            {message.bcc.length > 0 && <Term label={t('bcc')} people={message.bcc} />}
            <dt>{t('size')}</dt>
            <dd>{formatBytes(message.size, locale)}</dd>
            {message.messageId && (
              <>
                <dt>Message-ID</dt>
                <dd className="mono [overflow-wrap:anywhere]">{message.messageId}</dd>
              </>
            )}
          </dl>
        </details>
      </div>
    </div>
  );
}

function Term({ label, people }: { label: string; people: Person[] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="max-h-32 min-w-0 overflow-y-auto">
        {people.map((one) => (
          <span key={one.address} className="block [overflow-wrap:anywhere]">
            {one.name && (
              <>
                <bdi>{one.name}</bdi>{' '}
              </>
            )}
            <bdi className="mono">{one.address}</bdi>
          </span>
        ))}
      </dd>
    </>
  );
}

function initial(from: Person | undefined): string {
  const text = from?.name || from?.address || '?';
  return [...text].find((c) => /[\p{L}\p{N}]/u.test(c)) ?? '?';
}

function Warnings({ message }: { message: Message }) {
  const t = useTranslations('mail.warning');
  if (message.warnings.length === 0) return null;
  return (
    <ul className="mx-5 mb-3 flex flex-col gap-1 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm text-warn">
      {message.warnings.map((warning) => (
        <li key={warning.code + JSON.stringify(warning.details)} className="flex items-start gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <bdi className="min-w-0 [overflow-wrap:anywhere]">{t(warning.code, warning.details)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Files({ files, href }: { files: Attachment[]; href: (part: string) => string }) {
  const t = useTranslations('mail.read');
  const locale = useLocale();
  return (
    <ul
      aria-label={t('attachments', { count: files.length })}
      className="mail-scroll mx-5 mb-3 flex max-h-24 flex-wrap gap-1.5 overflow-y-auto"
    >
      {files.map((file) => (
        <li key={file.part}>
          <a
            href={href(file.part)}
            download={file.name}
            aria-label={t('download', { name: file.name, size: formatBytes(file.size, locale) })}
            className="flex h-8 max-w-64 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm hover:border-line-strong hover:bg-hover"
          >
            <Download className="size-4 shrink-0 text-ink-3" aria-hidden />
            <bdi className="truncate">{file.name}</bdi>
            <span className="shrink-0 text-ink-3 text-xs">{formatBytes(file.size, locale)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
