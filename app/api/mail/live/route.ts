import { route } from '@/lib/http';
import { watchFolders } from '@/lib/webmail';

/** Proxies cut a stream that is silent for 30 to 60 s. */
const beatMs = 20_000;

/** Server-sent events: which folders changed, as they change. Ends when the page leaves or the owner's access does. */
export const GET = route(async (actor, request) => {
  const encoder = new TextEncoder();
  const leave = new AbortController();
  request.signal.addEventListener('abort', () => leave.abort());
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => {
        if (!leave.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      say('retry: 3000\n\n');
      const beat = setInterval(() => say(': here\n\n'), beatMs);
      leave.signal.addEventListener('abort', () => {
        clearInterval(beat);
        try {
          controller.close();
        } catch {
          // The browser closed it first.
        }
      });
      watchFolders(
        actor,
        (changed) => {
          if (changed) return say(`event: folders\ndata: ${JSON.stringify(changed)}\n\n`);
          say('event: over\ndata: {}\n\n');
          leave.abort();
        },
        leave.signal,
      );
    },
    cancel() {
      leave.abort();
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
});
