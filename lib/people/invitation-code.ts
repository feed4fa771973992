import { randomInt } from 'node:crypto';
import { keyedHash } from '@/lib/vault';

/** Eight digits in two groups: short enough to read out, and the attempts at one are counted. */
export function newInvitationCode(): string {
  const group = () => String(randomInt(10_000)).padStart(4, '0');
  return `${group()}-${group()}`;
}

/** The digest under which a code is stored, however its digits were grouped when it was typed. */
export function invitationCodeHash(typed: string): string {
  return keyedHash('invitation code', typed.replaceAll(/[\s-]/g, ''));
}
