import { z } from 'zod';
import { forgetOldTokens } from '@/lib/dovecot';
import { define } from '@/lib/jobs';

/** Nothing signs in with a token that is over; its row is only in the way. */
export const forgetTokens = define('dovecot.forget-tokens', z.object({}), () => forgetOldTokens(new Date()), {
  cron: '*/10 * * * *',
});
