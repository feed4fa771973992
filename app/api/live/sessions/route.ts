import { nodeStates, sessionCounts, sessionsPerMinute, watchSessions } from '@/lib/activity';
import type { SessionRow } from '@/lib/activity/shapes';
import { eventStream, route } from '@/lib/http';
import { actorOfSignIn } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';

/** After three missed heartbeats the page treats the connection as lost. */
const beatMs = 5_000;
/** A page that missed more rows than this reloads instead of receiving each row. */
const maxRows = 2_000;

/** Server-sent events: session rows as they change, counts and nodes, all in the actor's scope. */
export const GET = route(async (actor, request) => {
  // The page checks whether it is still signed in, because EventSource does not expose the status.
  if (new URL(request.url).searchParams.has('ask')) return new Response(null, { status: 204 });

  return eventStream(
    request,
    actor.id,
    { retryMs: 2_000, heartbeatMs: beatMs },
    async ({ since, send, end, signal }) => {
      const sendRows = async (rows: SessionRow[]) => {
        if (!(await isStillSignedIn(actor))) return leave();
        const revision = rows[rows.length - 1]?.revision;
        if (rows.length > maxRows) send('reset', {}, revision);
        else send('rows', rows, revision);
        send('counts', await sessionCounts(actor));
      };
      const leave = () => {
        send('bye', {});
        end();
      };
      let nodes = '';
      let minute = -1;
      const beat = async () => {
        if (!(await isStillSignedIn(actor))) return leave();
        const states = await nodeStates(actor);
        if (JSON.stringify(states) !== nodes) send('nodes', states);
        nodes = JSON.stringify(states);
        // The lines of the last hour have one point per minute.
        if (Math.floor(Date.now() / 60_000) !== minute) send('series', await sessionsPerMinute(actor, 60));
        minute = Math.floor(Date.now() / 60_000);
        send('beat', { now: Date.now() });
      };
      const timer = setInterval(() => void beat().catch(end), beatMs);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });

      watchSessions(actor, (rows) => void sendRows(rows).catch(end), signal, { since });
      await beat();
    },
  );
});

/** Whether the sign-in that opened the stream is still valid and has the same role and scope. */
async function isStillSignedIn(actor: Actor): Promise<boolean> {
  const now = actor.signInId ? await actorOfSignIn(actor.signInId) : null;
  return (
    now !== null &&
    now.role === actor.role &&
    now.tenantId === actor.tenantId &&
    now.resellerId === actor.resellerId &&
    now.customerId === actor.customerId &&
    now.mailboxId === actor.mailboxId
  );
}
