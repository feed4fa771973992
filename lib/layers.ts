/**
 * The rooms of the code base and what each of them may use: an allow-list. What is not named here is refused by
 * layers.test.ts, and so is a room that is not in the table.
 */
export interface Room {
  /** Rooms whose public interface (`@/lib/room`) and client-safe half (`@/lib/room/shapes`, `/values`) it may import. */
  rooms?: readonly string[];
  /** Rooms of which it may import the client-safe half alone. */
  shapes?: readonly string[];
  /** npm packages. Node's own modules are free, except for components. */
  packages?: readonly string[];
  /** Database tables that its statements may name. */
  tables?: readonly string[];
  /** Files that others may import beside the public interface, because that would load too much. */
  entries?: readonly string[];
  /** Whether it may read the environment of the process. */
  environment?: boolean;
}

/** The rooms of lib, the lowest first: a room may use only rooms that stand above it in this list. */
export const rooms: Record<string, Room> = {
  // Ground.
  errors: {},
  config: { packages: ['server-only', 'zod'], environment: true },
  db: {
    rooms: ['config', 'errors'],
    packages: ['@prisma/adapter-pg', '@prisma/driver-adapter-utils', 'kysely', 'pg', 'server-only', 'zod'],
    entries: ['schema-engine'],
  },
  addresses: { packages: ['zod'] },
  tenancy: { rooms: ['errors'], packages: ['server-only'] },
  audit: { rooms: ['db', 'tenancy'], packages: ['server-only'], tables: ['AuditEntry', 'Membership'] },
  jobs: { rooms: ['config', 'db'], packages: ['graphile-worker', 'server-only', 'zod'] },
  vault: { rooms: ['config'], packages: ['server-only'] },
  places: { packages: ['mmdb-lib', 'server-only'] },
  identity: {
    rooms: ['audit', 'config', 'db', 'errors', 'tenancy', 'vault'],
    packages: ['@simplewebauthn/server', 'next', 'next-auth', 'otpauth', 'pino', 'react', 'server-only', 'zod'],
    tables: [
      'DomainDirectory',
      'Mailbox',
      'Membership',
      'Passkey',
      'PasskeyChallenge',
      'Person',
      'PlatformSetting',
      'RecoveryCode',
      'SecondFactor',
      'SignIn',
      'SignInFailure',
      'TenantDirectory',
      'ViewAs',
    ],
  },
  http: { rooms: ['errors', 'identity', 'tenancy'], packages: ['next', 'pino', 'server-only', 'zod'] },
  i18n: { rooms: ['identity'], packages: ['next', 'next-intl', 'server-only'], environment: true },
  search: {
    rooms: ['db', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['DomainDirectory', 'MailboxDirectory', 'TenantDirectory'],
  },

  // The rooms that speak to mail servers and DNS.
  dovecot: {
    rooms: ['config', 'db', 'errors', 'vault'],
    packages: ['server-only', 'zod'],
    tables: ['DkimKey', 'Domain', 'Node', 'NodeBatch', 'NodeCommand', 'NodeCursor', 'WebToken'],
    entries: ['configure'],
  },
  imap: {
    rooms: ['config', 'db', 'dovecot', 'errors', 'tenancy'],
    packages: ['imapflow', 'server-only'],
    tables: ['DomainDirectory', 'SignIn', 'TenantDirectory'],
  },
  smtp: { rooms: ['config', 'dovecot', 'errors'], packages: ['nodemailer', 'server-only'] },
  dns: { rooms: ['config'], packages: ['server-only'] },

  // What the mail servers reported.
  activity: {
    rooms: ['db', 'dovecot', 'errors', 'tenancy'],
    packages: ['server-only'],
    tables: ['MailSession'],
  },

  // What is administered.
  access: {
    rooms: ['activity', 'db', 'dovecot', 'errors', 'identity', 'jobs'],
    packages: ['server-only', 'zod'],
    tables: ['MailboxDirectory'],
  },
  tenants: {
    rooms: ['access', 'activity', 'audit', 'config', 'db', 'dovecot', 'errors', 'identity', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['DomainDirectory', 'MailboxDirectory', 'MemberDirectory', 'Tenant'],
  },
  domains: {
    rooms: ['access', 'audit', 'config', 'db', 'dns', 'dovecot', 'errors', 'identity', 'jobs', 'tenancy', 'vault'],
    shapes: ['addresses'],
    packages: ['server-only', 'zod'],
    tables: ['DkimKey', 'Domain', 'MailboxDirectory', 'TenantDirectory'],
  },
  aliases: {
    rooms: ['audit', 'db', 'errors', 'tenancy'],
    shapes: ['addresses'],
    packages: ['server-only', 'zod'],
    tables: ['Alias', 'DomainDirectory', 'MailboxDirectory'],
  },
  credentials: {
    rooms: ['access', 'audit', 'db', 'errors', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['AppPassword', 'MailboxDirectory', 'NetworkBlock'],
  },
  mailboxes: {
    rooms: [
      'access',
      'aliases',
      'audit',
      'config',
      'credentials',
      'db',
      'dovecot',
      'errors',
      'identity',
      'jobs',
      'tenancy',
    ],
    shapes: ['addresses', 'domains'],
    packages: ['server-only', 'zod'],
    tables: ['DomainDirectory', 'MailEvent', 'Mailbox', 'ProtocolSwitch', 'RemovedMailbox', 'TenantDirectory'],
  },
  imports: {
    rooms: ['audit', 'db', 'errors', 'identity', 'jobs', 'mailboxes', 'tenancy', 'vault'],
    shapes: ['access', 'addresses', 'domains'],
    packages: ['server-only', 'zod'],
    tables: ['AliasDirectory', 'DomainDirectory', 'MailboxDirectory', 'MailboxImport', 'MailboxImportLine'],
  },
  'client-setup': {
    rooms: ['config', 'db', 'errors', 'tenancy'],
    shapes: ['addresses', 'dns', 'domains'],
    packages: ['server-only'],
    tables: ['DomainDirectory', 'MailboxDirectory'],
  },
  people: {
    rooms: ['audit', 'config', 'db', 'errors', 'i18n', 'identity', 'jobs', 'smtp', 'tenancy', 'tenants', 'vault'],
    packages: ['server-only', 'use-intl', 'zod'],
    tables: [
      'Invitation',
      'MailboxDirectory',
      'Membership',
      'Passkey',
      'PasswordReset',
      'Person',
      'SecondFactor',
      'SignIn',
      'TenantDirectory',
    ],
  },
  sieve: {
    rooms: ['audit', 'config', 'db', 'dovecot', 'errors', 'imap', 'tenancy'],
    packages: ['postal-mime', 'server-only', 'zod'],
    tables: ['Mailbox'],
  },
  contacts: { rooms: ['audit', 'db', 'errors', 'tenancy'] },
  'account-sources': { rooms: ['config', 'db', 'errors', 'tenancy'] },

  // What the product is about.
  trail: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['AppPassword', 'MailEvent', 'MailSession', 'Mailbox'],
  },
  sessions: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'places', 'tenancy'],
    shapes: ['trail'],
    packages: ['server-only', 'zod'],
    tables: [
      'AppPassword',
      'Device',
      'Domain',
      'FailedLogin',
      'MailEvent',
      'MailSession',
      'Mailbox',
      'Node',
      'NodeBatch',
      'NodeCommand',
      'NodeCursor',
      'SavedFilter',
      'SessionEnding',
      'SessionEndingLine',
      'SignInFailure',
      'Tenant',
    ],
    entries: ['raw-client.fixture'],
  },
  devices: {
    rooms: ['audit', 'config', 'db', 'errors', 'i18n', 'jobs', 'places', 'smtp', 'tenancy'],
    shapes: ['sessions'],
    packages: ['server-only', 'use-intl', 'zod'],
    tables: [
      'AppPassword',
      'Device',
      'DeviceCursor',
      'DeviceDay',
      'DeviceNetwork',
      'Domain',
      'FailedLogin',
      'Finding',
      'FindingMail',
      'MailEvent',
      'MailSession',
      'Mailbox',
      'Membership',
    ],
  },
  overview: {
    rooms: ['db', 'tenancy'],
    shapes: ['sessions'],
    packages: ['server-only'],
    tables: ['Domain', 'FailedLogin', 'MailSession', 'Mailbox'],
  },
  retention: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['Domain', 'Mailbox', 'RetentionItem', 'RetentionPolicy', 'RetentionRun'],
  },
  webmail: {
    rooms: ['config', 'db', 'errors', 'imap', 'smtp', 'tenancy'],
    packages: ['dompurify', 'jsdom', 'server-only', 'zod'],
    tables: ['AliasDirectory', 'DomainDirectory', 'Mailbox'],
  },

  // How others reach it.
  api: { rooms: ['config', 'db', 'errors', 'tenancy'] },
  webhooks: { rooms: ['config', 'db', 'errors', 'jobs', 'tenancy'] },
  plugins: { rooms: ['config', 'errors'] },

  // Roots: processes begin in them, and no other room imports them.
  worker: {
    rooms: [
      'access',
      'devices',
      'domains',
      'dovecot',
      'imports',
      'jobs',
      'mailboxes',
      'people',
      'retention',
      'sessions',
      'tenants',
      'trail',
    ],
    packages: ['zod'],
  },
  attach: { rooms: ['config', 'db', 'dovecot', 'errors'], environment: true },
  stack: {
    rooms: ['audit', 'config', 'db', 'dovecot', 'fixtures', 'identity', 'tenancy'],
    packages: ['graphile-worker', 'pg', 'zod'],
    tables: [
      'Alias',
      'AppPassword',
      'AuditEntry',
      'DkimKey',
      'Domain',
      'MailEvent',
      'MailSession',
      'Mailbox',
      'Node',
      'NodeBatch',
      'NodeCommand',
      'NodeCursor',
      'Person',
      'RetentionPolicy',
      'Tenant',
    ],
    entries: [
      'build',
      'database',
      'own-stack',
      'own-world',
      'parts',
      'ports',
      'secrets',
      'settings',
      'stack-env',
      'supervise',
      'demo/import-mail',
    ],
    environment: true,
  },
  fixtures: {
    rooms: ['config', 'db', 'sessions', 'stack', 'tenancy'],
    packages: ['dns-packet', 'server-only'],
    tables: ['Domain', 'Mailbox', 'Tenant'],
  },
};

/** Rooms that nobody imports. */
export const roots: readonly string[] = ['attach', 'fixtures', 'stack', 'worker'];

/** The folders beside lib. */
export const folders: Record<string, Room> = {
  app: {
    rooms: [
      'aliases',
      'audit',
      'client-setup',
      'config',
      'credentials',
      'devices',
      'domains',
      'errors',
      'http',
      'identity',
      'imports',
      'mailboxes',
      'overview',
      'people',
      'retention',
      'search',
      'sessions',
      'sieve',
      'tenancy',
      'tenants',
      'trail',
      'webmail',
    ],
    shapes: ['access', 'db', 'dns', 'i18n'],
    packages: [
      '@simplewebauthn/browser',
      '@tanstack/react-virtual',
      'lucide-react',
      'next',
      'next-auth',
      'next-intl',
      'react',
      'zod',
    ],
  },
  components: {
    shapes: [
      'access',
      'client-setup',
      'credentials',
      'db',
      'devices',
      'domains',
      'i18n',
      'mailboxes',
      'search',
      'sessions',
      'tenants',
    ],
    packages: [
      '@simplewebauthn/browser',
      '@tanstack/react-table',
      '@tanstack/react-virtual',
      'clsx',
      'cmdk',
      'lucide-react',
      'next',
      'next-auth',
      'next-intl',
      'radix-ui',
      'react',
      'recharts',
      'sonner',
      'tailwind-merge',
      'uqr',
      'zod',
    ],
  },
  e2e: {
    rooms: ['config', 'fixtures', 'stack'],
    packages: ['@axe-core/playwright', '@playwright/test', 'imapflow', 'nodemailer', 'otpauth'],
    environment: true,
  },
  bench: {
    rooms: ['config', 'db', 'dovecot', 'identity', 'imap', 'imports', 'mailboxes', 'stack', 'tenancy', 'webmail'],
    tables: ['AppPassword', 'Domain', 'Mailbox', 'MailboxImport', 'RemovedMailbox', 'SignIn', 'Tenant'],
    environment: true,
  },
};

/**
 * Tests and their fixtures cross rooms on purpose: they may import the public interface of every room and read every
 * table, beside what their own room may.
 */
export const testPackages: readonly string[] = [
  '@playwright/test',
  'dns-packet',
  'imapflow',
  'jsdom',
  'mailauth',
  'nodemailer',
  'otpauth',
  'oxc-parser',
  'pg',
  'postal-mime',
  'vitest',
];
