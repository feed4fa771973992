import { z } from 'zod';

/** A control character cannot be typed in a mail client, and a line break would end the command with the password. */
export const password = z
  .string()
  .min(10, 'password-short')
  .max(256, 'password-long')
  .refine((text) => !/\p{Cc}/u.test(text), 'password-signs');
