import 'server-only';
import { z } from 'zod';
import { type ClientPort, clientPorts } from '@/lib/protocols/values';

const port = z.number().int().min(1).max(65535);

/** The ports of one data directory, chosen by the stack or configured. */
export const portsShape = z.object({
  panel: port,
  postgres: port,
  ...(Object.fromEntries(clientPorts.map((name) => [name, port])) as Record<ClientPort, typeof port>),
  smtp: port,
  smtpSubmission: port,
  relay: port,
  reinject: port,
  doveadm: port,
  policy: port,
});
export type Ports = z.infer<typeof portsShape>;

const shape = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  MILEPOST_HOME: z.string().min(1),
  MILEPOST_URL: z.url(),
  MILEPOST_PORTS: z.string().transform((text, context) => {
    try {
      return portsShape.parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'must be the JSON object of ports that the stack writes' });
      return z.NEVER;
    }
  }),
  /** The name of the mail server that people enter in their clients. */
  MILEPOST_MAIL_HOST: z.string().default('localhost'),
  /** The node of new mailboxes, and the node of an agent. */
  MILEPOST_NODE: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('mx1'),
  /** The DNS resolver, as address or address:port. By default, that of the host. */
  MILEPOST_RESOLVER: z.string().default(''),
  /** Dovecot's log is rotated at this size (bytes). */
  MILEPOST_LOG_BYTES: z.coerce
    .number()
    .int()
    .min(65_536)
    .default(64 * 1024 * 1024),
  /** Where people report weaknesses, as mailto: or https: address, for /.well-known/security.txt. */
  MILEPOST_SECURITY_CONTACT: z
    .string()
    .regex(/^((mailto|https):\S+)?$/, 'must be a mailto: or https: address')
    .default(''),
  /** Where the agent offers the anchors of the audit: syslog, https: and mailto: addresses, separated by spaces. */
  MILEPOST_AUDIT_COPIES: z.string().default(''),
  /** The program that makes messages safe: the built file, or its TypeScript where the panel is not built. */
  MILEPOST_RENDERER: z.string().default('lib/webmail/rendering/program.ts'),
  MILEPOST_DEMO: z.enum(['', '1']).default(''),
  /** The key with which Dovecot asks the authentication policy. */
  MILEPOST_POLICY_KEY: z.string().min(32).optional(),
  /** The accounts that may connect to the ports of Postfix that trust whoever connects, as uids. */
  MILEPOST_TRUSTED_UIDS: z
    .string()
    .regex(/^(\d+(,\d+)*)?$/)
    .default('')
    .transform((text) => (text ? text.split(',').map(Number) : [])),
  /** Signs cookies and the addresses of pictures. Only the panel has it. */
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  /** Encrypts secrets in the database that are needed in clear, such as TOTP secrets. The policy does without. */
  MILEPOST_VAULT_KEY: z.string().min(32).optional(),
});

function read() {
  const parsed = shape.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Milepost cannot start with this environment:\n  ${lines.join('\n  ')}`);
}

let settings: ReturnType<typeof read> | undefined;

/** The environment, parsed once at first use. Throws one sentence per bad value. */
export function config() {
  settings ??= read();
  return settings;
}

/** A key that not every process is given. Throws in one without. */
export function requireKey(name: 'NEXTAUTH_SECRET' | 'MILEPOST_VAULT_KEY'): string {
  const key = config()[name];
  if (!key) throw new Error(`${name} is not set: the stack does not give it to this process`);
  return key;
}

/** The name under which Postfix and rspamd of this host speak: a name without a dot gets one, as mail servers need. */
export function mailHostName(): string {
  const { MILEPOST_MAIL_HOST: host } = config();
  return host.includes('.') ? host : `${host}.localdomain`;
}
