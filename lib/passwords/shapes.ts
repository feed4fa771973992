import { z } from 'zod';

/** A control character cannot be typed into a mail program, and a line break would end the command that carries it. */
export const password = z
  .string()
  .min(10, 'password-short')
  .max(256, 'password-long')
  .refine((text) => !/\p{Cc}/u.test(text), 'password-signs');
