import { request } from 'node:http';
import { connect, type NetConnectOpts } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Stop } from './stop';

/**
 * When a port in the kernel's ephemeral range is probed repeatedly, the kernel can choose the same port for the client
 * side. The socket is then connected to itself, and the port is blocked for a minute. Another source address prevents
 * this.
 */
function source(host: string): { localAddress?: string } {
  return host.startsWith('127.') ? { localAddress: '127.0.0.2' } : {};
}

/** Connects and reads the greeting once. */
function greeting(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...source(host) });
    socket.setTimeout(5000, () => socket.destroy(new Error('no greeting within 5 s')));
    socket.once('data', (chunk) => {
      resolve(chunk.toString('latin1'));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed without a greeting')));
  });
}

function connected(to: NetConnectOpts): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    socket.once('connect', () => {
      resolve();
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

/** Sends a request and waits for the end of any response. */
function answer(host: string, port: number, path: string, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request({ host, port, path, timeout, ...source(host) }, (response) => {
      response.resume();
      response.once('end', resolve);
      response.once('error', reject);
    });
    call.once('timeout', () => call.destroy(new Error('no answer')));
    call.once('error', reject);
    call.end();
  });
}

/** The address to connect to, for a listening address. */
export function reachable(listen: string): string {
  return listen === '0.0.0.0' ? '127.0.0.1' : listen === '::' ? '::1' : listen;
}

async function until(
  milliseconds: number,
  what: string,
  signal: AbortSignal,
  attempt: () => Promise<unknown>,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!signal.aborted) {
    const good = await attempt().then(
      () => true,
      () => false,
    );
    if (good) return;
    if (Date.now() > end) throw new Stop(`${what} within ${milliseconds / 1000} s`);
    await wait(50);
  }
}

/** Waits until a server sends the greeting of its protocol. */
export function greets(host: string, port: number, start: string, signal: AbortSignal): Promise<void> {
  return until(30_000, `nothing answered with "${start}" at port ${port}`, signal, async () => {
    if (!(await greeting(host, port)).startsWith(start)) throw new Error('another greeting');
  });
}

/** Waits until a port accepts connections, for a server without a greeting. */
export function listens(host: string, port: number, signal: AbortSignal): Promise<void> {
  return until(30_000, `nothing listened at port ${port}`, signal, () => connected({ host, port, ...source(host) }));
}

/** Waits until a UNIX socket accepts connections. */
export function acceptsAt(socket: string, milliseconds: number, signal: AbortSignal): Promise<void> {
  return until(milliseconds, `nothing listened at ${socket}`, signal, () => connected({ path: socket }));
}

/** Waits until an HTTP server responds, with any status. */
export function answersHttp(
  host: string,
  port: number,
  path: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  return until(milliseconds, `nothing answered at port ${port}`, signal, () => answer(host, port, path, milliseconds));
}
