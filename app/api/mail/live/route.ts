import { eventStream, route } from '@/lib/http';
import { watchFolders } from '@/lib/webmail';

/** Server-sent events for changed folders. Ends when the page closes or the owner loses access. */
export const GET = route(async (actor, request) =>
  eventStream(request, actor.id, { retryMs: 3_000, heartbeatMs: 20_000 }, ({ send, end, signal }) => {
    watchFolders(
      actor,
      (changed) => {
        if (changed) return send('folders', changed);
        send('over', {});
        end();
      },
      signal,
    );
  }),
);
