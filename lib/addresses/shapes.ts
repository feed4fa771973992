import { z } from 'zod';
import { localPartTrouble, toAsciiDomain } from './values';

export const domainName = z.string().transform((typed, context) => {
  const ascii = toAsciiDomain(typed);
  if (ascii) return ascii;
  context.addIssue({ code: 'custom', message: 'domain-form' });
  return z.NEVER;
});

/**
 * The dot-string of RFC 5321 in ASCII, at most 64 octets. Quoted local parts are legal but refused, because they cause
 * trouble in practice.
 */
export const localPart = z
  .string()
  .trim()
  .toLowerCase()
  .superRefine((text, context) => {
    const why = localPartTrouble(text);
    if (why) context.addIssue({ code: 'custom', message: why });
  });

/** Converts a typed address to ASCII and lower case. */
export const address = z.string().transform((typed, context) => {
  const at = typed.trim().lastIndexOf('@');
  const local = typed.trim().slice(0, at).toLowerCase();
  const domain = toAsciiDomain(typed.trim().slice(at + 1));
  if (at > 0 && domain && localPartTrouble(local.replaceAll('+', '')) === null) return `${local}@${domain}`;
  context.addIssue({ code: 'custom', message: 'address-form' });
  return z.NEVER;
});

/**
 * The name of a person, tenant or device, as others see it beside an address: no control character, no line break, and
 * nothing that turns the direction of the text around it. Joiners are allowed, which Persian, Hindi and emoji need.
 */
export const displayedName = z
  .string()
  .trim()
  .refine((text) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029]|\p{Bidi_Control}/u.test(text), 'name-signs');
export const filledName = displayedName.min(1, 'name-missing');
