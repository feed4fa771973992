import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import type { Account } from '@/lib/mail-clients';
import { checkout, readRecord } from '@/lib/stack';

interface Action {
  id: string;
  /** A page that uses it, with its parameters in brackets. */
  at: string;
}

const manifestShape = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string() })),
});

/** The server actions of the build that a stack runs, by name. */
export function readActions(dataDirectory: string): Map<string, Action> {
  const build = path.join(checkout, '.next');
  const pid = readRecord(dataDirectory)?.supervisor.pid;
  const used = readdirSync(build).find((name) => name.endsWith(`.used-${pid}`));
  if (!used) throw new Error('the running panel has no build');
  const file = path.join(build, used.replace(/\.used-\d+$/, ''), 'server/server-reference-manifest.json');
  const { node } = manifestShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    Object.entries(node).map(([id, { workers, exportedName }]) => {
      const [plainest = ''] = Object.keys(workers).sort((a, b) => a.split('[').length - b.split('[').length);
      const parts = plainest.split('/').slice(1, -1);
      const at = `/${parts.filter((part) => !/^\(.*\)$/.test(part) && !part.startsWith('[[')).join('/')}`;
      return [exportedName, { id, at }];
    }),
  );
}

export interface Reply {
  status: number;
  text: string;
  /** `ok`, the code of a refusal, or the status of an answer that is neither. */
  outcome: string;
  /** The first id in it. */
  id: string;
}

/** Longer than any page takes, also on a busy machine. */
const timeoutMs = 60_000;

/** A browser without a screen: it keeps cookies, fills in the sign-in form and calls the actions of pages. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly actions: Map<string, Action>,
    /** Where a proxy on this machine says it comes from. */
    private readonly ip: string,
  ) {}

  headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie, 'x-forwarded-for': this.ip };
  }

  async fetch(target: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(target, this.url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...init,
      headers: { ...this.headers(), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }

  /** Posts to next-auth, and returns the address that it leads to. */
  async postCredentials(fields: Record<string, string>): Promise<{ status: number; leadsTo: string }> {
    const { csrfToken } = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: 'true', ...fields });
    const response = await this.fetch('/api/auth/callback/credentials', { method: 'POST', body });
    const text = await response.text();
    // A refusal of next-auth itself is a redirect without a body.
    const { url = '' } = text.startsWith('{') ? (JSON.parse(text) as { url?: string }) : {};
    return { status: response.status, leadsTo: url || (response.headers.get('location') ?? '') };
  }

  /** `in`, or the code of the refusal. */
  async signIn({ address, password }: Account): Promise<string> {
    const { leadsTo } = await this.postCredentials({ name: address, password });
    return new URL(leadsTo, this.url).searchParams.get('error') ?? 'in';
  }

  pageOf(name: string, ids: Record<string, string> = {}): { action: Action; target: string } {
    const action = this.actions.get(name);
    if (!action) throw new Error(`the panel has no ${name}`);
    return { action, target: action.at.replace(/\[([^\]]+)\]/g, (_, parameter: string) => ids[parameter] ?? 'x') };
  }

  /** Calls a server action as its page does. `ids` are the parameters in the address of that page. */
  async act(
    name: string,
    input: unknown,
    ids: Record<string, string> = {},
    more: Record<string, string> = {},
  ): Promise<Reply> {
    const { action, target } = this.pageOf(name, ids);
    const response = await this.fetch(target, {
      method: 'POST',
      headers: {
        'next-action': action.id,
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
        origin: this.url,
        ...more,
      },
      body: JSON.stringify([input]),
    });
    const text = await response.text();
    const code = /"ok":false,"code":"([a-z-]+)"/.exec(text)?.[1];
    const outcome = text.includes('"ok":true') ? 'ok' : (code ?? `status ${response.status}`);
    return { status: response.status, text, outcome, id: /"id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '' };
  }

  /** Posts a body of this size, and returns the status that it is answered with. */
  postBytes(target: string, bytes: number, more: Record<string, string> = {}, announced = true): Promise<number> {
    return new Promise((resolve, reject) => {
      const length: Record<string, string> = announced
        ? { 'content-length': String(bytes) }
        : { 'transfer-encoding': 'chunked' };
      const headers = { ...this.headers(), 'content-type': 'text/plain', ...more, ...length };
      const request = http.request(new URL(target, this.url), { method: 'POST', headers, timeout: timeoutMs });
      request.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The answer may come before the body is written; the rest is then refused.
        if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
      });
      request.on('close', () => reject(new Error('closed without an answer')));
      let left = bytes;
      const write = () => {
        while (left > 0 && !request.destroyed) {
          const size = Math.min(left, 65_536);
          left -= size;
          if (!request.write(Buffer.alloc(size, 97))) return void request.once('drain', write);
        }
        request.end();
      };
      write();
    });
  }
}
