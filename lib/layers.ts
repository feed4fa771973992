/**
 * The rooms of the code base and what each of them may use: an allow-list. layers.test.ts refuses everything else,
 * including a room that is not in the table.
 */
export interface Room {
  /** Rooms whose public interface (`@/lib/room`) and client-safe half (`@/lib/room/shapes`, `/values`) it may import. */
  rooms?: readonly string[];
  /** Rooms of which it may import only the client-safe half. */
  shapes?: readonly string[];
  /** npm packages. Node's own modules are allowed, except in components. */
  packages?: readonly string[];
  /** Database tables that it owns, and the views that it declares on them. No other room writes them. */
  tables?: readonly string[];
  /** Views of other rooms that its queries may read. */
  reads?: readonly string[];
  /** Database functions that only it may call, because they return accounts or their secrets. */
  functions?: readonly string[];
  /** Whether its statements may use every table: it installs, seeds, tests or measures. */
  everyTable?: boolean;
  /**
   * Files that others may import in addition to the public interface, because that would load too much. `requests` are
   * the schemas of what a browser sends, which the browser does not load.
   */
  entries?: readonly string[];
  /** Whether it may read the environment of the process. */
  environment?: boolean;
}

/** The rooms of lib, the lowest first. A room may only use rooms above it in this list. */
export const rooms: Record<string, Room> = {
  // Ground.
  errors: {},
  addresses: { packages: ['zod'] },
  protocols: {},
  config: { shapes: ['protocols'], packages: ['server-only', 'zod'], environment: true },
  log: { packages: ['server-only'] },
  db: {
    rooms: ['config', 'errors'],
    packages: ['@prisma/adapter-pg', '@prisma/driver-adapter-utils', 'kysely', 'pg', 'server-only', 'zod'],
    entries: ['schema-engine'],
  },
  networks: { rooms: ['db'], packages: ['server-only'] },
  tenancy: { rooms: ['errors'], packages: ['server-only'] },
  audit: {
    rooms: ['db', 'tenancy'],
    packages: ['server-only'],
    tables: ['AuditEntry'],
    reads: ['MemberDirectory'],
    entries: ['anchors'],
  },
  jobs: { rooms: ['config', 'db', 'log'], packages: ['graphile-worker', 'server-only', 'zod'] },
  notices: { rooms: ['db', 'jobs', 'tenancy'], packages: ['server-only', 'zod'], tables: ['Notice'] },
  vault: { rooms: ['config'], packages: ['server-only'] },
  places: { packages: ['mmdb-lib', 'server-only'] },
  guesses: {
    rooms: ['db', 'tenancy', 'vault'],
    shapes: ['networks'],
    packages: ['server-only'],
    tables: ['KnownAppPassword', 'KnownNetwork', 'SignInFailure'],
    reads: ['MailboxDirectory', 'MemberDirectory'],
  },
  passwords: {
    rooms: ['db', 'errors', 'guesses', 'tenancy'],
    packages: ['server-only', 'zod'],
    functions: ['account_password'],
  },
  'sign-ins': {
    rooms: ['audit', 'db', 'errors', 'guesses', 'notices', 'tenancy'],
    shapes: ['networks'],
    packages: ['server-only'],
    tables: ['SignIn'],
  },
  platform: {
    rooms: ['audit', 'config', 'db', 'errors', 'tenancy'],
    packages: ['server-only'],
    tables: ['PlatformSetting'],
  },
  factors: {
    rooms: ['audit', 'config', 'db', 'errors', 'notices', 'passwords', 'sign-ins', 'tenancy', 'vault'],
    shapes: ['addresses'],
    packages: ['@simplewebauthn/server', 'otpauth', 'server-only', 'zod'],
    tables: ['Passkey', 'PasskeyChallenge', 'RecoveryCode', 'SecondFactor'],
    reads: ['MailboxDirectory'],
  },
  identity: {
    rooms: [
      'audit',
      'config',
      'db',
      'errors',
      'factors',
      'guesses',
      'log',
      'notices',
      'passwords',
      'platform',
      'sign-ins',
      'tenancy',
    ],
    packages: ['next', 'next-auth', 'react', 'server-only', 'zod'],
    tables: ['ViewAs'],
    reads: ['MailboxDirectory', 'MemberDirectory', 'TenantDirectory'],
    functions: ['account_by_name', 'account_by_passkey', 'who_is_asking'],
  },
  http: {
    rooms: ['db', 'errors', 'guesses', 'identity', 'log', 'tenancy'],
    packages: ['next', 'server-only', 'zod'],
    environment: true,
  },
  i18n: { rooms: ['identity'], packages: ['next', 'next-intl', 'server-only'], environment: true },
  search: {
    rooms: ['db', 'tenancy'],
    shapes: ['networks'],
    packages: ['server-only', 'zod'],
    reads: ['DomainDirectory', 'MailboxDirectory', 'TenantDirectory'],
  },

  // The rooms that speak to mail servers and DNS.
  dovecot: {
    rooms: ['db', 'errors'],
    shapes: ['addresses', 'protocols'],
    packages: ['server-only', 'zod'],
    tables: ['NodeCommand', 'WebToken'],
    entries: ['configure'],
  },
  imap: {
    rooms: ['config', 'db', 'dovecot', 'errors', 'sign-ins', 'tenancy'],
    packages: ['imapflow', 'postal-mime', 'server-only'],
    reads: ['DomainDirectory', 'MailboxDirectory', 'TenantDirectory'],
  },
  smtp: { rooms: ['config', 'dovecot', 'errors'], packages: ['nodemailer', 'server-only'] },
  'notice-mails': {
    rooms: ['config', 'db', 'dovecot', 'errors', 'i18n', 'jobs', 'log', 'notices', 'smtp'],
    packages: ['server-only', 'use-intl', 'zod'],
    reads: ['MailboxDirectory', 'MemberDirectory'],
  },
  sieve: { rooms: ['config', 'dovecot', 'errors'], packages: ['server-only', 'zod'] },
  dns: { rooms: ['config'], shapes: ['protocols'], packages: ['server-only'] },

  // What the mail servers reported.
  activity: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'log', 'networks', 'places', 'protocols', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['FailedLogin', 'LogRetention', 'MailEvent', 'MailSession', 'Node', 'NodeBatch', 'NodeCursor'],
    reads: ['CredentialName', 'DeviceOfSession', 'MailboxDirectory', 'TenantDirectory'],
    entries: ['hand-over', 'ingest'],
  },

  // What is administered.
  claims: {
    rooms: ['addresses', 'config', 'db', 'errors', 'tenancy'],
    packages: ['server-only'],
    reads: ['DomainDirectory', 'MemberDirectory', 'TenantDirectory'],
  },
  senders: { shapes: ['addresses'], rooms: ['db'], packages: ['server-only'] },
  outbound: {
    rooms: ['audit', 'db', 'errors', 'guesses', 'jobs', 'notices', 'tenancy'],
    shapes: ['networks'],
    packages: ['server-only', 'zod'],
    tables: ['OutboundCount', 'OutboundLimit', 'OutboundRefusal', 'SendingSuspension'],
    reads: ['MailboxDirectory', 'MemberDirectory', 'TenantDirectory'],
  },
  access: {
    rooms: ['activity', 'db', 'dovecot', 'errors', 'jobs', 'protocols', 'sign-ins'],
    packages: ['server-only', 'zod'],
    reads: ['MailboxDirectory'],
  },
  tenants: {
    rooms: ['access', 'activity', 'audit', 'config', 'db', 'dovecot', 'errors', 'jobs', 'sign-ins', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['Tenant', 'TenantDirectory'],
    reads: ['DomainDirectory', 'MailboxDirectory', 'MemberDirectory'],
  },
  domains: {
    rooms: [
      'access',
      'audit',
      'claims',
      'config',
      'db',
      'dns',
      'dovecot',
      'errors',
      'jobs',
      'platform',
      'tenancy',
      'vault',
    ],
    shapes: ['addresses', 'protocols'],
    packages: ['server-only', 'zod'],
    tables: ['DkimKey', 'Domain', 'DomainDirectory', 'SigningKey'],
    reads: ['MailboxDirectory', 'TenantDirectory'],
  },
  aliases: {
    rooms: ['audit', 'claims', 'db', 'errors', 'notices', 'tenancy'],
    shapes: ['addresses'],
    packages: ['server-only', 'zod'],
    tables: ['Alias', 'AliasDirectory'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  credentials: {
    rooms: ['access', 'audit', 'db', 'errors', 'notices', 'tenancy'],
    shapes: ['addresses', 'protocols'],
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
      'claims',
      'config',
      'credentials',
      'db',
      'dovecot',
      'errors',
      'jobs',
      'notices',
      'passwords',
      'protocols',
      'tenancy',
    ],
    shapes: ['addresses', 'domains'],
    packages: ['server-only', 'zod'],
    tables: ['Mailbox', 'MailboxDirectory', 'RemovedMailbox'],
    reads: ['DomainDirectory', 'TenantDirectory'],
  },
  'mailbox-settings': {
    rooms: [
      'access',
      'audit',
      'credentials',
      'db',
      'dovecot',
      'errors',
      'mailboxes',
      'notices',
      'passwords',
      'protocols',
      'sign-ins',
      'tenancy',
    ],
    shapes: ['domains'],
    packages: ['server-only', 'zod'],
    tables: ['ProtocolSwitch'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  imports: {
    rooms: ['audit', 'claims', 'db', 'errors', 'jobs', 'mailboxes', 'passwords', 'protocols', 'tenancy', 'vault'],
    shapes: ['addresses', 'domains'],
    packages: ['server-only', 'zod'],
    tables: ['MailboxImport', 'MailboxImportLine'],
    reads: ['AliasDirectory', 'DomainDirectory', 'MailboxDirectory'],
  },
  'client-setup': {
    rooms: ['config', 'db', 'errors', 'tenancy'],
    shapes: ['access', 'addresses', 'dns', 'domains', 'protocols'],
    packages: ['server-only'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  people: {
    rooms: [
      'audit',
      'config',
      'db',
      'errors',
      'factors',
      'guesses',
      'i18n',
      'identity',
      'jobs',
      'mailboxes',
      'notices',
      'passwords',
      'platform',
      'sign-ins',
      'smtp',
      'tenancy',
      'tenants',
      'vault',
    ],
    shapes: ['addresses'],
    packages: ['server-only', 'use-intl', 'zod'],
    tables: ['Invitation', 'MemberDirectory', 'Membership', 'PasswordReset', 'Person'],
    reads: ['MailboxDirectory', 'TenantDirectory'],
  },
  filters: {
    rooms: ['audit', 'db', 'errors', 'imap', 'notices', 'sieve', 'tenancy'],
    packages: ['postal-mime', 'server-only', 'zod'],
    reads: ['MailboxDirectory'],
    entries: ['requests'],
  },
  contacts: { rooms: ['audit', 'db', 'errors', 'tenancy'] },
  'account-sources': { rooms: ['config', 'db', 'errors', 'tenancy'] },

  // What the product is about.
  trail: {
    rooms: ['activity', 'audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['RecoveryArea'],
    reads: ['DeviceOfSession', 'MailboxDirectory'],
  },
  sessions: {
    rooms: ['activity', 'audit', 'db', 'dovecot', 'errors', 'jobs', 'protocols', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['Disconnect', 'DisconnectLine', 'SavedFilter'],
    reads: ['DeviceOfSession', 'DomainDirectory', 'TenantDirectory'],
  },
  devices: {
    rooms: [
      'activity',
      'audit',
      'config',
      'db',
      'errors',
      'i18n',
      'jobs',
      'log',
      'networks',
      'notices',
      'outbound',
      'places',
      'protocols',
      'smtp',
      'tenancy',
    ],
    shapes: ['addresses'],
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
    entries: ['requests'],
  },
  retention: {
    rooms: ['audit', 'db', 'dovecot', 'errors', 'jobs', 'tenancy'],
    packages: ['server-only', 'zod'],
    tables: ['RetentionItem', 'RetentionPolicy', 'RetentionRun'],
    reads: ['DomainDirectory', 'MailboxDirectory'],
  },
  webmail: {
    rooms: ['config', 'db', 'errors', 'imap', 'log', 'smtp', 'tenancy'],
    packages: ['dompurify', 'jsdom', 'postal-mime', 'server-only', 'zod'],
    reads: ['AliasDirectory', 'DomainDirectory', 'MailboxDirectory'],
    entries: ['requests'],
  },

  // How others reach it.
  api: { rooms: ['config', 'db', 'errors', 'tenancy'] },
  webhooks: { rooms: ['config', 'db', 'errors', 'jobs', 'tenancy'] },
  plugins: { rooms: ['config', 'errors'] },

  // Roots: processes start in them, and no other room imports them. What two of them need comes before both.
  'mail-clients': { packages: ['imapflow', 'nodemailer'] },
  agent: {
    rooms: ['activity', 'audit', 'config', 'db', 'dovecot', 'log', 'protocols', 'smtp', 'vault'],
    packages: ['zod'],
    reads: ['SigningKey'],
  },
  worker: {
    rooms: [
      'access',
      'activity',
      'config',
      'credentials',
      'devices',
      'domains',
      'dovecot',
      'guesses',
      'imports',
      'jobs',
      'log',
      'mailboxes',
      'notice-mails',
      'outbound',
      'people',
      'retention',
      'sessions',
      'tenants',
      'trail',
    ],
    packages: ['zod'],
  },
  'auth-policy': { rooms: ['config', 'guesses', 'log', 'outbound', 'senders'], packages: ['zod'] },
  attach: { rooms: ['config', 'db', 'dovecot', 'errors'], environment: true },
  stack: {
    rooms: ['audit', 'config', 'db', 'dovecot', 'factors', 'notices', 'passwords', 'tenancy'],
    packages: ['esbuild', 'graphile-worker', 'pg', 'server-only', 'zod'],
    everyTable: true,
    environment: true,
  },
  demo: {
    rooms: ['audit', 'config', 'db', 'log', 'mail-clients', 'passwords', 'platform', 'protocols', 'tenancy'],
    packages: ['zod'],
    everyTable: true,
  },
  testing: {
    rooms: [
      'audit',
      'config',
      'db',
      'domains',
      'mail-clients',
      'mailboxes',
      'passwords',
      'people',
      'stack',
      'tenancy',
      'vault',
    ],
    packages: ['dns-packet', 'pg', 'server-only', 'zod'],
    everyTable: true,
    environment: true,
  },
};

/** Rooms that product code does not import. */
export const roots: readonly string[] = [
  'agent',
  'attach',
  'auth-policy',
  'demo',
  'mail-clients',
  'stack',
  'testing',
  'worker',
];

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
      'factors',
      'filters',
      'guesses',
      'http',
      'identity',
      'imports',
      'mailbox-settings',
      'mailboxes',
      'notices',
      'outbound',
      'passwords',
      'people',
      'platform',
      'retention',
      'search',
      'sessions',
      'sign-ins',
      'tenancy',
      'tenants',
      'trail',
      'webmail',
    ],
    shapes: ['access', 'db', 'dns', 'i18n', 'networks', 'protocols', 'sieve'],
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
      'client-setup',
      'credentials',
      'db',
      'devices',
      'domains',
      'http',
      'i18n',
      'mailboxes',
      'networks',
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
    rooms: ['config', 'mail-clients', 'testing'],
    shapes: ['protocols', 'stack'],
    packages: ['@axe-core/playwright', '@playwright/test', 'imapflow', 'otpauth'],
    environment: true,
  },
  bench: {
    rooms: [
      'config',
      'db',
      'dovecot',
      'imap',
      'imports',
      'mail-clients',
      'mailboxes',
      'passwords',
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
 * Tests and their fixtures may import the public interface of every room and use every table, in addition to what their
 * room may use.
 */
export const testPackages: readonly string[] = [
  '@formatjs/icu-messageformat-parser',
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
