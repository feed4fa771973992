import { enhanceCommandError } from 'imapflow/lib/tools';
import { Refusal } from '@/lib/errors';

interface CommandError {
  responseStatus?: string;
  responseText?: unknown;
  serverResponseCode?: string;
}

/** A command that the server refused, as a Refusal. What else failed is returned unchanged. */
export async function asRefusal(error: unknown): Promise<unknown> {
  const { responseStatus } = error as CommandError;
  if (responseStatus !== 'NO' && responseStatus !== 'BAD') return error;
  const { serverResponseCode, responseText } = (await enhanceCommandError(error as Error)) as CommandError;
  // RFC 9208, 4.1.2.
  if (serverResponseCode === 'OVERQUOTA') return new Refusal('mailbox-full');
  return new Refusal('mail-server-refused', { reason: String(responseText ?? '').slice(0, 200) });
}
