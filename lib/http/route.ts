import { unstable_rethrow } from 'next/navigation';
import { Refusal, type RefusalCode } from '@/lib/errors';
import { currentActor } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';
import { logFault } from './fault';

const statuses: Partial<Record<RefusalCode, number>> = {
  'not-found': 404,
  'not-allowed': 404,
  'signed-out': 401,
  'too-many-attempts': 429,
  'folder-changed': 409,
  busy: 503,
  'too-large': 413,
  'node-unreachable': 503,
};

/** A route handler for bytes and streams: identity, call, and refusals as statuses. */
export function route<C>(handle: (actor: Actor, request: Request, context: C) => Promise<Response>) {
  return async (request: Request, context: C): Promise<Response> => {
    try {
      const actor = await currentActor();
      if (!actor) throw new Refusal('signed-out');
      return await handle(actor, request, context);
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof Refusal) return Response.json({ code: error.code }, { status: statuses[error.code] ?? 400 });
      return Response.json({ code: 'fault', eventId: logFault(error) }, { status: 500 });
    }
  };
}
