import { z } from 'zod';

/**
 * A queue id as Postfix makes it with enable_long_queue_ids: the time, then the inode of the file. It contains the time,
 * so it is not used again, as a short one is after seconds.
 */
export const queueId = z
  .string()
  .regex(/^[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,14}z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{1,12}$/);
