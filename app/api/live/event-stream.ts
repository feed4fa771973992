import { log } from '@/lib/log';

/** A client that is this many bytes behind is not reading: its stream ends, and it resumes from where it was. */
const mostBehind = 4 * 1024 * 1024;

export interface EventStream {
  /** Sends one event; a revision becomes the Last-Event-ID that the browser resumes from. */
  send: (name: string, data: unknown, revision?: number) => void;
  /** A comment: keeps proxies from closing a silent stream, and reaches no listener. */
  comment: () => void;
  end: () => void;
  /** Aborted when either side ends the stream. */
  signal: AbortSignal;
}

/** A response of server-sent events. `run` starts what feeds it and must stop it when the signal aborts. */
export function eventStream(request: Request, run: (stream: EventStream) => Promise<void>): Response {
  const over = new AbortController();
  const encoder = new TextEncoder();
  request.signal.addEventListener('abort', () => over.abort(), { once: true });

  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const end = () => over.abort();
        over.signal.addEventListener(
          'abort',
          () => {
            try {
              controller.close();
            } catch {
              // The browser closed it first.
            }
          },
          { once: true },
        );
        const write = (text: string) => {
          if (over.signal.aborted) return;
          if ((controller.desiredSize ?? 0) < -mostBehind) return end();
          controller.enqueue(encoder.encode(text));
        };
        write('retry: 2000\n\n');
        try {
          await run({
            send: (name, data, revision) =>
              write(`${revision ? `id: ${revision}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
            comment: () => write(': here\n\n'),
            end,
            signal: over.signal,
          });
        } catch (error) {
          // The page opens the stream again by itself; what happened stands in the panel's log.
          log.error('live stream', error);
          end();
        }
      },
      cancel: () => over.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx buffers a response otherwise.
      'x-accel-buffering': 'no',
    },
  });
}
