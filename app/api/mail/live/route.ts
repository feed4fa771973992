import { eventStream, route } from '@/lib/http';
import { watchFolders } from '@/lib/webmail';

/** Server-sent events: which folders changed, as they change. Ends when the page leaves or the owner's access does. */
export const GET = route(async (actor, request) =>
  eventStream(request, { retryMs: 3_000, heartbeatMs: 20_000 }, ({ send, end, signal }) => {
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
