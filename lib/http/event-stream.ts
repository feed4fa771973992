import { Refusal } from '@/lib/errors';
import { logFault } from './fault';

/** A browser that is this far behind is not reading. Its stream ends, and it resumes from its last event. */
const maxPendingBytes = 4 * 1024 * 1024;

export interface EventStream {
  /** The revision that the browser has: that of its last event, or its initial one; undefined without one. */
  since: number | undefined;
  /** Sends an event. A revision becomes the Last-Event-ID, from which the browser resumes. */
  send: (name: string, data: unknown, revision?: number) => void;
  end: () => void;
  /** Aborted when either side ends the stream or the server stops. */
  signal: AbortSignal;
}

interface Times {
  /** The delay before a browser opens a lost stream again. */
  retryMs: number;
  /** The interval of comments, which no listener receives. Proxies close a stream that is silent for 30 to 60 s. */
  heartbeatMs: number;
}

/** Tabs and windows of one account that are open at the same time; each stream costs a connection and a listener. */
const maxStreams = 24;

/**
 * A response of server-sent events for one account. `run` starts the source and must stop it when the signal aborts. If it throws
 * synchronously, this function throws, so that a refusal still has its own status.
 */
export function eventStream(
  request: Request,
  accountId: string,
  { retryMs, heartbeatMs }: Times,
  run: (stream: EventStream) => void | Promise<void>,
): Response {
  if (countOpen(accountId) >= maxStreams) throw new Refusal('too-many-attempts');
  const over = new AbortController();
  const { signal } = over;
  const end = () => over.abort();
  const onAbort = (stop: () => void) => signal.addEventListener('abort', stop, { once: true });
  if (request.signal.aborted) end();
  request.signal.addEventListener('abort', end, { once: true, signal });
  trackUntilEnd(over, accountId);

  const encoder = new TextEncoder();
  let refused: { error: unknown } | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          try {
            controller.close();
          } catch {
            // The browser has already closed it.
          }
        };
        if (signal.aborted) return close();
        onAbort(close);
        const write = (text: string) => {
          if (signal.aborted) return;
          if ((controller.desiredSize ?? 0) < -maxPendingBytes) return end();
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => write(': here\n\n'), heartbeatMs);
        onAbort(() => clearInterval(heartbeat));
        write(`retry: ${retryMs}\n\n`);
        // The page opens the stream again. The error is logged here.
        const fail = (error: unknown) => {
          logFault(error);
          end();
        };
        try {
          const fed = run({
            since: sinceOf(request),
            send: (name, data, revision) => write(eventText(name, data, revision)),
            end,
            signal,
          });
          fed?.catch(fail);
        } catch (error) {
          refused = { error };
          end();
        }
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  if (refused) throw (refused as { error: unknown }).error;
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // Otherwise nginx buffers the response.
      'x-accel-buffering': 'no',
    },
  });
}

function eventText(name: string, data: unknown, revision?: number): string {
  return `${revision ? `id: ${revision}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A browser that reconnects sends its last revision as Last-Event-ID; a page that connects sends it as `since`. */
function sinceOf(request: Request): number | undefined {
  const { searchParams } = new URL(request.url);
  const asked = Number(request.headers.get('last-event-id') ?? searchParams.get('since') ?? Number.NaN);
  return Number.isSafeInteger(asked) && asked >= 0 ? asked : undefined;
}

/** A stopping server waits for its responses, and a stream does not end by itself. */
const open = new Map<AbortController, string>();

function countOpen(accountId: string): number {
  return [...open.values()].filter((each) => each === accountId).length;
}

function trackUntilEnd(over: AbortController, accountId: string): void {
  // The server has its own listeners, which exit after all responses.
  if (open.size === 0) for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, endAll);
  open.set(over, accountId);
  over.signal.addEventListener('abort', () => {
    open.delete(over);
    if (open.size === 0) for (const name of ['SIGTERM', 'SIGINT'] as const) process.off(name, endAll);
  });
}

function endAll(): void {
  for (const over of [...open.keys()]) over.abort();
}
