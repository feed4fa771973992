import { z } from 'zod';
import { perProtocol } from '@/lib/protocols/values';

/** Which protocols of a mailbox are on. */
export const protocolsShape = z.object(perProtocol(() => z.boolean()));
export type Protocols = z.infer<typeof protocolsShape>;
