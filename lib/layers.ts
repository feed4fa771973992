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
  /** Database tables that it owns, and the views that it declares of them: nobody else writes them. */
  tables?: readonly string[];
  /** Views of other rooms that its queries may read. */
  reads?: readonly string[];
  /** Tables of other rooms that it still names; each is a debt. */
  borrows?: readonly string[];
  /** Whether its statements may name every table: it installs, seeds, tests or measures. */
  everyTable?: boolean;
  /** Files that others may import beside the public interface, because that would load too much. */
  entries?: readonly string[];
  /** Whether it may read the environment of the process. */
  environment?: boolean;
}

/** The rooms of lib, the lowest first: a room may use only rooms that stand above it in this list. */
export const rooms: Record<string, Room> = {
  // Ground.
  errors: {},
  addresses: { packages: ['zod'] },
  protocols: {},
  config: { packages: ['server-only', 'zod'], environment: true },
  db: {
    rooms: ['config', 'errors'],
    packages: ['@prisma/adapter-pg', '@prisma/driver-adapter-utils', 'kysely', 'pg', 'server-only', 'zod'],
    entries: ['schema-engine'],
  },
  tenancy: { rooms: ['errors'], packages: ['server-only'] },
  audit: { rooms: ['db', 'tenancy'], packages: ['server-only'], tables: ['AuditEntry'], reads: ['MemberDirectory'] },
  jobs: { rooms: ['config', 'db'], packages: ['graphile-worker', 'server-only', 'zod'] },
  vault: { rooms: ['config'], packages: ['server-only'] },
  places: { packages: ['mmdb-lib', 'server-only'] },
  identity: {
    rooms: ['audit', 'config', 'db', 'errors', 'tenancy', 'vault'],
    packages: ['@simplewebauthn/server', 'next', 'next-auth', 'otpauth', 'pino', 'react', 'server-only', 'zod'],
    tables: [
      'Passkey',
      'PasskeyChallenge',
      'PlatformSetting',
      'RecoveryCode',
      'SecondFactor',
      'SignIn',
      'SignInFailure',
      'ViewAs',
    ],
    reads: ['DomainDirectory', 'TenantDirectory'],
    borrows: ['Mailbox', 'Membership', 'Person'],
  },
  http: { rooms: ['db', 'errors', 'identity', 'tenancy'], packages: ['next', 'pino', 'server-only', 'zod'] },
  i18n: { rooms: ['identity'], packages: ['next', 'next-intl', 'server-only'], environment: true },
  search: {
    rooms: ['db', 'tenancy'],
    packages: ['server-only', 'zod'],
    reads: ['DomainDirectory', 'MailboxDirectory', 'TenantDirectory'],
  },

  // The rooms that speak to mail servers and DNS.
  dovecot: {
    rooms: ['db', 'errors'],
    packages: ['server-only', 'zod'],
    tables: ['NodeCommand', 'WebToken'],
    entries: ['configure'],
  },
  imap: {
    rooms: ['config', 'db', 'dovecot', 'errors', 'tenancy'],
    packages: ['imapflow', 'server-only'],
    reads: ['DomainDirectory', 'TenantDirectory'],
    borrows: ['SignIn'],
  },
  smtp: { rooms: ['config', 'dovecot', 'errors'], packages: ['nodemailer', 'server-only'] },
  dns: { rooms: ['config'], packages: ['server-only'] },

  // What the mail servers reported.
  activity: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'places', 'protocols', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['FailedLogin', 'LogRetention', 'MailEvent', 'MailSession', 'Node', 'NodeBatch', 'NodeCursor'],
    reads: ['CredentialName', 'DeviceOfSession', 'MailboxDirectory', 'TenantDirectory'],
    entries: ['hand-over'],
  },

  // What is administered.
  access: {
    rooms: ['activity', 'db', 'dovecot', 'errors', 'identity', 'jobs', 'protocols'],
    packages: ['server-only', 'zod'],
    reads: ['MailboxDirectory'],
  },
  tenants: {
    rooms: ['access', 'activity', 'audit', 'config', 'db', 'dovecot', 'errors', 'identity', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['Tenant', 'TenantDirectory'],
    reads: ['DomainDirectory', 'MailboxDirectory', 'MemberDirectory'],
  },
  domains: {
    rooms: ['access', 'audit', 'config', 'db', 'dns', 'dovecot', 'errors', 'identity', 'jobs', 'tenancy', 'vault'],
    shapes: ['addresses'],
    packages: ['server-only', 'zod'],
    tables: ['DkimKey', 'Domain', 'DomainDirectory', 'SigningKey'],
    reads: ['MailboxDirectory', 'TenantDirectory'],
  },
  aliases: {
    rooms: ['audit', 'db', 'errors', 'tenancy'],
    shapes: ['addresses'],
    packages: ['server-only', 'zod'],
    tables: ['Alias', 'AliasDirectory'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  credentials: {
    rooms: ['access', 'audit', 'db', 'errors', 'tenancy'],
    shapes: ['protocols'],
    packages: ['server-only', 'zod'],
    tables: ['AppPassword', 'CredentialName', 'NetworkBlock'],
    reads: ['MailboxDirectory'],
  },
  mailboxes: {
    rooms: [
      'access',
      'activity',
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
    shapes: ['addresses', 'domains', 'protocols'],
    packages: ['server-only', 'zod'],
    tables: ['Mailbox', 'MailboxDirectory', 'ProtocolSwitch', 'RemovedMailbox'],
    reads: ['DomainDirectory', 'TenantDirectory'],
  },
  imports: {
    rooms: ['audit', 'db', 'errors', 'identity', 'jobs', 'mailboxes', 'tenancy', 'vault'],
    shapes: ['access', 'addresses', 'domains'],
    packages: ['server-only', 'zod'],
    tables: ['MailboxImport', 'MailboxImportLine'],
    reads: ['AliasDirectory', 'DomainDirectory', 'MailboxDirectory'],
  },
  'client-setup': {
    rooms: ['config', 'db', 'errors', 'tenancy'],
    shapes: ['addresses', 'dns', 'domains'],
    packages: ['server-only'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  people: {
    rooms: ['audit', 'config', 'db', 'errors', 'i18n', 'identity', 'jobs', 'smtp', 'tenancy', 'tenants', 'vault'],
    packages: ['server-only', 'use-intl', 'zod'],
    tables: ['Invitation', 'MemberDirectory', 'Membership', 'PasswordReset', 'Person'],
    reads: ['MailboxDirectory'],
    borrows: ['Mailbox', 'Passkey', 'SecondFactor', 'SignIn', 'Tenant'],
  },
  sieve: {
    rooms: ['audit', 'config', 'db', 'dovecot', 'errors', 'imap', 'tenancy'],
    packages: ['postal-mime', 'server-only', 'zod'],
    reads: ['MailboxDirectory'],
  },
  contacts: { rooms: ['audit', 'db', 'errors', 'tenancy'] },
  'account-sources': { rooms: ['config', 'db', 'errors', 'tenancy'] },

  // What the product is about.
  trail: {
    rooms: ['activity', 'audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    reads: ['DeviceOfSession', 'MailboxDirectory'],
  },
  sessions: {
    rooms: ['activity', 'audit', 'db', 'dovecot', 'errors', 'jobs', 'protocols', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['Disconnect', 'DisconnectLine', 'SavedFilter'],
    reads: ['DeviceOfSession', 'DomainDirectory', 'TenantDirectory'],
  },
  devices: {
    rooms: ['activity', 'audit', 'config', 'db', 'errors', 'i18n', 'jobs', 'places', 'smtp', 'tenancy'],
    packages: ['server-only', 'use-intl', 'zod'],
    tables: [
      'Device',
      'DeviceCursor',
      'DeviceDay',
      'DeviceNetwork',
      'DeviceOfSession',
      'Finding',
      'FindingMail',
      'SessionDevice',
    ],
    reads: ['CredentialName', 'DomainDirectory', 'MailboxDirectory', 'MemberDirectory'],
  },
  retention: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['RetentionItem', 'RetentionPolicy', 'RetentionRun'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  webmail: {
    rooms: ['config', 'db', 'errors', 'imap', 'smtp', 'tenancy'],
    packages: ['dompurify', 'jsdom', 'server-only', 'zod'],
    reads: ['AliasDirectory', 'DomainDirectory', 'MailboxDirectory'],
  },

  // How others reach it.
  api: { rooms: ['config', 'db', 'errors', 'tenancy'] },
  webhooks: { rooms: ['config', 'db', 'errors', 'jobs', 'tenancy'] },
  plugins: { rooms: ['config', 'errors'] },

  // Roots: processes begin in them, and no other room imports them. What two of them need stands before both.
  'mail-clients': { packages: ['imapflow', 'nodemailer'] },
  agent: {
    rooms: ['activity', 'config', 'db', 'dovecot', 'vault'],
    packages: ['zod'],
    reads: ['SigningKey'],
  },
  worker: {
    rooms: [
      'access',
      'activity',
      'credentials',
      'devices',
      'domains',
      'dovecot',
      'identity',
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
    rooms: ['audit', 'config', 'db', 'dovecot', 'identity', 'tenancy'],
    packages: ['graphile-worker', 'pg', 'server-only', 'zod'],
    everyTable: true,
    environment: true,
  },
  demo: {
    rooms: ['audit', 'config', 'db', 'identity', 'mail-clients', 'tenancy'],
    packages: ['zod'],
    everyTable: true,
  },
  testing: {
    rooms: ['config', 'db', 'identity', 'mail-clients', 'stack', 'tenancy'],
    packages: ['dns-packet', 'server-only', 'zod'],
    everyTable: true,
    environment: true,
  },
};

/** Rooms that product code does not import. */
export const roots: readonly string[] = ['agent', 'attach', 'demo', 'mail-clients', 'stack', 'testing', 'worker'];

/** The folders beside lib. */
export const folders: Record<string, Room> = {
  app: {
    rooms: [
      'activity',
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
    shapes: ['access', 'addresses', 'db', 'dns', 'i18n', 'protocols'],
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
      'activity',
      'addresses',
      'client-setup',
      'credentials',
      'db',
      'devices',
      'domains',
      'http',
      'i18n',
      'mailboxes',
      'protocols',
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
    rooms: ['config', 'mail-clients', 'stack', 'testing'],
    packages: ['@axe-core/playwright', '@playwright/test', 'imapflow', 'otpauth'],
    environment: true,
  },
  bench: {
    rooms: [
      'config',
      'db',
      'dovecot',
      'identity',
      'imap',
      'imports',
      'mail-clients',
      'mailboxes',
      'stack',
      'tenancy',
      'testing',
      'webmail',
    ],
    everyTable: true,
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
