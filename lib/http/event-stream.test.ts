import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '@/lib/errors';
import { type EventStream, eventStream } from './event-stream';

const times = { retryMs: 2000, heartbeatMs: 5000 };
const address = 'http://panel.example/api/live/sessions';

function opened(request: Request, run: (stream: EventStream) => void | Promise<void> = () => {}) {
  let stream: EventStream | undefined;
  const response = eventStream(request, 'account', times, (given) => {
    stream = given;
    return run(given);
  });
  const reader = response.body?.getReader();
  if (!stream || !reader) throw new Error('the stream did not start');
  const next = async () => {
    const { done, value } = await reader.read();
    return done ? null : Buffer.from(value).toString('utf8');
  };
  return { stream, response, reader, next };
}

describe('a stream of events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends the retry delay, then events with their revision', async () => {
    const { stream, next, response } = opened(new Request(address));
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    stream.send('rows', [1], 7);
    stream.send('counts', {});
    expect(await next()).toBe('retry: 2000\n\n');
    expect(await next()).toBe('id: 7\nevent: rows\ndata: [1]\n\n');
    expect(await next()).toBe('event: counts\ndata: {}\n\n');
    stream.end();
  });

  it('keeps a silent stream open with a comment', async () => {
    const { stream, next } = opened(new Request(address));
    await next();
    vi.advanceTimersByTime(5000);
    expect(await next()).toBe(': here\n\n');
    stream.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [new Request(address), undefined],
    [new Request(`${address}?since=5`), 5],
    [new Request(`${address}?since=5`, { headers: { 'last-event-id': '9' } }), 9],
    [new Request(`${address}?since=-1`), undefined],
    [new Request(`${address}?since=soon`), undefined],
  ])('resumes from what the browser has', (request, since) => {
    const { stream } = opened(request);
    expect(stream.since).toBe(since);
    stream.end();
  });

  it('is not opened if it is refused immediately', () => {
    const refuse = () => {
      throw new Refusal('not-found');
    };
    expect(() => eventStream(new Request(address), 'account', times, refuse)).toThrow(Refusal);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is open so many times for one account, and as often for another', () => {
    const open = (account: string) =>
      eventStream(new Request(address), account, times, ({ end }) => void ends.push(end));
    const ends: (() => void)[] = [];
    for (let count = 0; count < 24; count += 1) open('one');
    expect(() => open('one')).toThrow(Refusal);
    open('two');
    ends[0]?.();
    open('one');
    for (const end of ends) end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops its source when the browser disconnects, in either way', async () => {
    const leave = new AbortController();
    const gone = opened(new Request(address, { signal: leave.signal }));
    leave.abort();
    expect(gone.stream.signal.aborted).toBe(true);
    const cancelled = opened(new Request(address));
    await cancelled.reader.cancel();
    expect(cancelled.stream.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('disconnects a browser that does not read', () => {
    const { stream } = opened(new Request(address));
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let sent = 0; sent < 6; sent += 1) stream.send('rows', megabyte);
    expect(stream.signal.aborted).toBe(true);
  });

  it('ends with the server, and then removes its signal listeners', () => {
    const before = process.listenerCount('SIGTERM');
    const streams = [opened(new Request(address)), opened(new Request(address))];
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    process.emit('SIGTERM');
    expect(streams.map(({ stream }) => stream.signal.aborted)).toEqual([true, true]);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('ends when its source fails', async () => {
    const { stream, next } = opened(new Request(address), () => Promise.reject(new Error('no database')));
    await next();
    expect(await next()).toBeNull();
    expect(stream.signal.aborted).toBe(true);
  });
});
