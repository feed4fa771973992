import { Refusal } from '@/lib/errors';
import { logFault } from './fault';

/** A browser that is this far behind is not reading: its stream ends, and it resumes from where it was. */
const maxPendingBytes = 4 * 1024 * 1024;

export interface EventStream {
  /** The revision that the browser has: of its last event, or what it began with; undefined without one. */
  since: number | undefined;
  /** Sends one event; a revision becomes the Last-Event-ID that the browser resumes from. */
  send: (name: string, data: unknown, revision?: number) => void;
  end: () => void;
  /** Aborted when either side ends the stream, or the server does. */
  signal: AbortSignal;
}

interface Times {
  /** How long a browser waits before it opens a lost stream again. */
  retryMs: number;
  /** How often a comment is sent, which reaches no listener: proxies cut a stream that is silent for 30 to 60 s. */
  heartbeatMs: number;
}

/** Tabs and windows of one account that are open at the same time; each stream costs a connection and a listener. */
const maxStreams = 24;

/**
 * A response of server-sent events for one account. `run` starts what feeds it and must stop it when the signal aborts. What it throws
 * at once is thrown here, so that a refusal is still the status of the answer.
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
            // The browser closed it first.
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
        // The page opens the stream again by itself; what happened is the panel's to know.
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
      // nginx buffers a response otherwise.
      'x-accel-buffering': 'no',
    },
  });
}

function eventText(name: string, data: unknown, revision?: number): string {
  return `${revision ? `id: ${revision}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A browser that opens a stream again says itself what it had last; a page that opens one says it as `since`. */
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
  // The server has listeners of its own, which leave once everything is answered.
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
