import { z } from 'zod';
import { perProtocol } from '@/lib/protocols/values';

/** What a mailbox can be reached by. */
export { type Protocol as MailProtocol, protocols as mailProtocols } from '@/lib/protocols/values';

/** Which of them are on. */
export const protocolsShape = z.object(perProtocol(() => z.boolean()));
export type Protocols = z.infer<typeof protocolsShape>;
export const everyProtocol: Protocols = perProtocol(() => true);
