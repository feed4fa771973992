'use client';

import { ImageOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Body, MessageAt, Segment, TextBlock } from '@/lib/webmail/shapes';
import { query } from '../fetch-json';
import { addConsent, hasConsent } from './picture-consent';

/** Quotations of this many lines or more are folded. */
const foldFrom = 6;

/** A plain-text body as text nodes and links, never as markup. */
export function TextBody({ blocks }: { blocks: TextBlock[] }) {
  return (
    <div className="mail-scroll h-full overflow-y-auto">
      <div className="max-w-[76ch] px-5 py-4 text-[15px] text-ink leading-relaxed [overflow-wrap:anywhere]">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message's blocks never change places
          <Block key={index} block={block} />
        ))}
      </div>
    </div>
  );
}

function Block({ block }: { block: TextBlock }) {
  const t = useTranslations('mail.read');
  const lines = (
    <div className="whitespace-pre-wrap" dir="auto">
      {block.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a message never change places
        <span key={index}>
          <Line segments={line} />
          {index < block.lines.length - 1 && '\n'}
        </span>
      ))}
    </div>
  );
  if (block.depth === 0) return <div className="py-1">{lines}</div>;
  const quote = <blockquote className="my-1 border-line-strong border-l-2 pl-3 text-ink-3">{lines}</blockquote>;
  if (block.lines.length < foldFrom) return quote;
  return (
    <details className="my-1">
      <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-ink-3 hover:text-ink">
        {t('quoted', { count: block.lines.length })}
      </summary>
      {quote}
    </details>
  );
}

function Line({ segments }: { segments: Segment[] }) {
  return segments.map((segment, index) =>
    segment.href ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: words of a line never change places
        key={index}
        href={segment.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-2"
      >
        {segment.text}
      </a>
    ) : (
      segment.text
    ),
  );
}

interface FrameProps {
  account: string;
  message: MessageAt;
  body: Extract<Body, { kind: 'html' }>;
  dark: boolean;
  invert: boolean;
  title: string;
}

/**
 * The message in its own frame: another origin, no scripts, and only resources that we serve. Links open new
 * windows.
 */
export function HtmlBody({ account, message, body, dark, invert, title }: FrameProps) {
  const t = useTranslations('mail.read');
  const [pictures, setPictures] = useState(false);
  const { folder, uidValidity, uid } = message;
  // After the first render, which the server shares.
  useEffect(() => {
    setPictures(hasConsent(localStorage, account, { folder, uidValidity, uid }));
  }, [account, folder, uidValidity, uid]);
  const show = () => {
    addConsent(localStorage, account, message);
    setPictures(true);
  };
  const { count, hosts } = body.blocked;
  const named = hosts.slice(0, 2).join(', ');
  const look = invert ? 'invert' : dark && body.plain ? 'dark' : 'light';
  return (
    <div className="flex h-full min-h-0 flex-col">
      {count > 0 && !pictures && (
        <div
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-sunken px-5 py-1.5 text-[13px]"
          role="note"
        >
          <ImageOff className="size-4 shrink-0 text-ink-3" aria-hidden />
          <span className="min-w-0 flex-1 text-ink" title={t('picturesWhy')}>
            {t('pictures', {
              count,
              hosts: hosts.length > 2 ? t('hostsMore', { hosts: named, count: hosts.length - 2 }) : named,
            })}
          </span>
          <Button size="sm" variant="secondary" onClick={show}>
            {t('load')}
          </Button>
        </div>
      )}
      <iframe
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        title={title}
        src={`/api/mail/body?${query({ folder, uidValidity, uid, pictures: pictures ? 1 : 0, look })}`}
        className="min-h-0 w-full flex-1 border-0"
        style={{
          background: look === 'light' ? '#fff' : 'transparent',
          colorScheme: look === 'dark' ? 'dark' : 'light',
        }}
      />
    </div>
  );
}
