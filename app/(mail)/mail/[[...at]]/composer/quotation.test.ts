import { describe, expect, it } from 'vitest';
import { forwardQuotation, ownText, replyQuotation } from './quotation';

describe('a quotation', () => {
  it('puts one ">" before each line of an answered message', () => {
    expect(replyQuotation('On Monday, Anna wrote:', 'Hello\n> before')).toBe(
      '\n\nOn Monday, Anna wrote:\n> Hello\n>> before\n',
    );
  });

  it('shows the header of a forwarded message', () => {
    const fields: [string, string][] = [
      ['From', 'Anna <anna@a.example>'],
      ['Subject', 'Offer'],
    ];
    expect(forwardQuotation('Forwarded message', fields, 'Hello')).toBe(
      '\n\n\n---------- Forwarded message ----------\nFrom: Anna <anna@a.example>\nSubject: Offer\n\nHello\n',
    );
  });

  it('is not part of what the writer typed', () => {
    expect(ownText('Mine\n\n> quoted', '\n\n> quoted')).toBe('Mine');
    expect(ownText('Mine', '')).toBe('Mine');
  });
});
