import { request } from 'node:http';

/** One command: its name in the HTTP API and its parameters. */
export type Command = [name: string, parameters: Record<string, unknown>];

export type Answer = { rows: Record<string, string>[] } | { failure: string; exitCode: number };

/** An answer larger than this (bytes) is not taken: a list of 200,000 messages with their headers is about 60 MB. */
const largest = 256 * 1024 * 1024;

/** Dovecot did not do what it was asked; the message is fit for a person who runs the mail server. */
export class DoveadmError extends Error {}

export class Doveadm {
  constructor(
    private readonly port: number,
    private readonly key: string,
  ) {}

  /** Carries out commands in their order on one connection. Never mixes `who` with mail commands: that kills the connection. */
  async run(commands: Command[], deadline: number): Promise<Answer[]> {
    const body = JSON.stringify(commands.map(([name, parameters], index) => [name, parameters, `c${index}`]));
    const text = await this.post(body, deadline);
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // A refused search term ends the connection with nothing said.
      throw new DoveadmError(
        text === '' ? 'doveadm closed the connection without an answer' : 'doveadm answered unreadably',
      );
    }
    if (!Array.isArray(parsed)) throw new DoveadmError('doveadm answered unreadably');
    const known = new Map(parsed.filter(Array.isArray).map((entry) => [String(entry[2]), entry]));
    return commands.map((_, index) => {
      const entry = known.get(`c${index}`);
      if (!entry) throw new DoveadmError('doveadm left a command unanswered');
      return read(entry);
    });
  }

  /** One command that must succeed. */
  async one(command: Command, deadline: number): Promise<Record<string, string>[]> {
    const [answer] = await this.run([command], deadline);
    if (!answer || 'failure' in answer) {
      throw new DoveadmError(`doveadm ${command[0]} failed: ${answer?.failure} (${answer?.exitCode})`);
    }
    return answer.rows;
  }

  private post(body: string, deadline: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path: '/doveadm/v1',
          method: 'POST',
          // doveadm serves one request a process: a connection kept open would be a dead one.
          agent: false,
          headers: {
            Authorization: `X-Dovecot-API ${Buffer.from(this.key).toString('base64')}`,
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
          },
          signal: AbortSignal.timeout(deadline),
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.length;
            if (size > largest) call.destroy(new DoveadmError('doveadm answered more than fits'));
            else parts.push(part);
          });
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 200) resolve(Buffer.concat(parts).toString('utf8'));
            else reject(new DoveadmError(`doveadm answered ${response.statusCode}`));
          });
        },
      );
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (error instanceof DoveadmError) reject(error);
        else if (error.name === 'AbortError' || error.name === 'TimeoutError') {
          reject(new DoveadmError(`doveadm did not answer within ${deadline / 1000} s`));
        } else if (error.code === 'ECONNREFUSED')
          reject(new DoveadmError('doveadm does not listen: Dovecot is not running'));
        else
          reject(new DoveadmError(`doveadm closed the connection without an answer (${error.code ?? error.message})`));
      });
      call.end(body);
    });
  }
}

function read([kind, value]: unknown[]): Answer {
  if (kind === 'doveadmResponse') return { rows: Array.isArray(value) ? (value as Record<string, string>[]) : [] };
  const { type, exitCode } = (value ?? {}) as { type?: string; exitCode?: number };
  return { failure: String(type ?? 'unknown'), exitCode: Number(exitCode ?? 0) };
}
