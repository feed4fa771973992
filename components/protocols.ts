import type { Protocol } from '@/lib/protocols/values';

interface Colour {
  /** CSS colour for drawings. */
  color: string;
  /** Class for text in this colour. */
  text: string;
  /** Classes for a mark in this colour. */
  tone: string;
}

/** The colours of globals.css that a protocol can have. Each protocol has its own; the others are unused. */
const palette = {
  blue: { color: 'var(--blue)', text: 'text-blue', tone: 'bg-blue-soft text-blue' },
  orange: { color: 'var(--orange)', text: 'text-orange', tone: 'bg-orange-soft text-orange' },
  violet: { color: 'var(--violet)', text: 'text-violet', tone: 'bg-violet-soft text-violet' },
  pink: { color: 'var(--pink)', text: 'text-pink', tone: 'bg-pink-soft text-pink' },
  olive: { color: 'var(--olive)', text: 'text-olive', tone: 'bg-olive-soft text-olive' },
  cyan: { color: 'var(--cyan)', text: 'text-cyan', tone: 'bg-cyan-soft text-cyan' },
  brown: { color: 'var(--brown)', text: 'text-brown', tone: 'bg-brown-soft text-brown' },
} as const satisfies Record<string, Colour>;

interface ProtocolLook extends Colour {
  /** Outline classes, so that marks can be distinguished without colour. */
  outline: string;
  /** Icon path in 16 by 16. */
  glyph: string;
  /** Pattern over a bar in 6 by 6, so that bars can be distinguished without colour. */
  texture: string;
}

/**
 * Colour and icon of each protocol. IMAP points both ways, POP3 points down and away, webmail is a window, submission
 * points upwards, ManageSieve is a filter. `protocols` has their order, the catalogue has their names.
 */
export const protocolLooks = {
  imap: {
    ...palette.blue,
    outline: 'rounded-sm',
    glyph: 'M2.5 5.5h9M8.75 2.75 11.5 5.5 8.75 8.25M13.5 10.5h-9M7.25 7.75 4.5 10.5l2.75 2.75',
    texture: '',
  },
  pop3: {
    ...palette.orange,
    outline: 'rounded-b-lg rounded-t-sm',
    glyph: 'M8 2v7.5M4.75 6.5 8 9.75 11.25 6.5M2.75 13.25h10.5',
    texture: 'M-1 1l2-2M0 6l6-6M5 7l2-2',
  },
  webmail: {
    ...palette.violet,
    outline: 'rounded-none',
    glyph: 'M2.5 3.5h11v9h-11zM2.5 6.25h11M4.75 9.25h3.5',
    texture: 'M0 3h6M3 0v6',
  },
  submission: {
    ...palette.pink,
    outline: 'rounded-full',
    glyph: 'M13.5 2.5 7.25 8.75M13.5 2.5 9.75 13.5l-2.5-4.75L2.5 6.25z',
    texture: 'M0 3h6',
  },
  sieve: {
    ...palette.olive,
    outline: 'rounded-t-lg rounded-b-sm',
    glyph: 'M2.5 3h11L9.5 8v4.75l-3-1.5V8z',
    texture: 'M3 0v6',
  },
} as const satisfies Record<Protocol, ProtocolLook>;
