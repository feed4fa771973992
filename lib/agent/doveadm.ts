import { request } from 'node:http';

/** One command: its name in the HTTP API and its parameters. */
export type Command = [name: string, parameters: Record<string, unknown>];

export type Answer = { rows: Record<string, string>[] } | { failure: string; exitCode: number };

/** Larger answers are refused. A list of 200,000 messages with their headers is about 60 MB. */
const maxAnswerBytes = 256 * 1024 * 1024;

/** Dovecot failed or refused. The message is meant for the administrator of the mail server. */
export class DoveadmError extends Error {}

export class Doveadm {
  constructor(
    private readonly port: number,
    private readonly key: string,
  ) {}

  /**
   * Runs commands in order on one connection. `who` must not be mixed with mail commands: Dovecot closes the
   * connection.
   */
  async run(commands: Command[], timeoutMs: number): Promise<Answer[]> {
    const body = JSON.stringify(commands.map(([name, parameters], index) => [name, parameters, `c${index}`]));
    const text = await this.post(body, timeoutMs);
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // For an invalid search term, Dovecot closes the connection without an answer.
      throw new DoveadmError(
        text === '' ? 'doveadm closed the connection without an answer' : 'doveadm sent an invalid answer',
      );
    }
    if (!Array.isArray(parsed)) throw new DoveadmError('doveadm sent an invalid answer');
    const known = new Map(parsed.filter(Array.isArray).map((entry) => [String(entry[2]), entry]));
    return commands.map((_, index) => {
      const entry = known.get(`c${index}`);
      if (!entry) throw new DoveadmError('doveadm left a command unanswered');
      return read(entry);
    });
  }

  /** One command that must succeed. */
  async one(command: Command, timeoutMs: number): Promise<Record<string, string>[]> {
    const [answer] = await this.run([command], timeoutMs);
    if (!answer || 'failure' in answer) {
      throw new DoveadmError(`doveadm ${command[0]} failed: ${answer?.failure} (${answer?.exitCode})`);
    }
    return answer.rows;
  }

  private post(body: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path: '/doveadm/v1',
          method: 'POST',
          // A doveadm process serves one request, so a connection cannot be reused.
          agent: false,
          headers: {
            Authorization: `X-Dovecot-API ${Buffer.from(this.key).toString('base64')}`,
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
          },
          signal: AbortSignal.timeout(timeoutMs),
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.length;
            if (size > maxAnswerBytes) call.destroy(new DoveadmError('the answer of doveadm is too large'));
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
          reject(new DoveadmError(`doveadm did not answer within ${timeoutMs / 1000} s`));
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
