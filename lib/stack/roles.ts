import { createHash } from 'node:crypto';
import pg from 'pg';
import type { DatabaseAddresses } from './database';
import { scramVerifier } from './scram';
import type { Secrets } from './secrets';
import type { Settings } from './settings';
import { messageOf, Stop } from './stop';

export const databaseName = 'milepost';

export interface RoleNames {
  owner: string;
  app: string;
  agent: string;
  dovecot: string;
  postfix: string;
  policy: string;
}

/** Roles belong to the whole server, so on a shared server each data directory has its own names. */
export function roleNames({
  externalDatabase,
  dataDirectory,
}: Pick<Settings, 'externalDatabase' | 'dataDirectory'>): RoleNames {
  const prefix = externalDatabase
    ? `milepost_${createHash('sha256').update(dataDirectory).digest('hex').slice(0, 8)}`
    : 'milepost';
  return {
    owner: `${prefix}_owner`,
    app: `${prefix}_app`,
    agent: `${prefix}_agent`,
    dovecot: `${prefix}_dovecot`,
    postfix: `${prefix}_postfix`,
    policy: `${prefix}_policy`,
  };
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The statement that makes a role sign in with its password. The password does not follow from it. */
async function roleStatement(client: pg.Client, name: string, password: string): Promise<string> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verifier = client.escapeLiteral(scramVerifier(password));
  return `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${client.escapeIdentifier(name)} LOGIN PASSWORD ${verifier}`;
}

/** Creates the owner and the database of the private cluster, as its superuser. */
export async function ensureDatabase(admin: string, names: RoleNames, secrets: Secrets): Promise<void> {
  await withClient(admin, async (client) => {
    await client.query(await roleStatement(client, names.owner, secrets.owner));
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (!rowCount) await client.query(`CREATE DATABASE ${databaseName} OWNER ${names.owner}`);
  });
}

const parts = ['app', 'agent', 'dovecot', 'postfix', 'policy'] as const;

/** What PostgreSQL answers if a role is missing, may not sign in, or has another password. */
const notSignedIn = ['28000', '28P01'];
/** The role may not connect to the database. The owner of the database grants that. */
const insufficientPrivilege = '42501';

async function signsIn(connectionString: string): Promise<boolean> {
  try {
    await withClient(connectionString, async () => {});
    return true;
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (notSignedIn.includes(code)) return false;
    if (code === insufficientPrivilege) return true;
    throw new Stop(`The database does not answer: ${messageOf(error)}`);
  }
}

/**
 * Makes the roles of the parts, unless they sign in already. `admin` is the superuser of the private cluster, or
 * DATABASE_URL, whose user may lack the right: then whoever administers the database makes them, once.
 */
export async function ensureRoles(
  admin: string,
  names: RoleNames,
  secrets: Secrets,
  addresses: DatabaseAddresses,
): Promise<void> {
  const ready = await Promise.all(parts.map((part) => signsIn(addresses[part])));
  const missing = parts.filter((_, index) => !ready[index]);
  if (missing.length === 0) return;
  await withClient(admin, async (client) => {
    const statements: string[] = [];
    for (const part of missing) statements.push(await roleStatement(client, names[part], secrets[part]));
    try {
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
      await client.query('COMMIT');
    } catch (error) {
      if ((error as { code?: string }).code !== insufficientPrivilege)
        throw new Stop(`The roles of Milepost's parts cannot be made: ${messageOf(error)}`);
      throw new Stop(
        `The database user of DATABASE_URL may not make the roles that Milepost's parts sign in with (${messageOf(error)}). ` +
          'Run these statements as a user who may, and start again; or give that user CREATEROLE. They contain no password.\n\n' +
          statements.map((statement) => `  ${statement};\n`).join(''),
      );
    }
  });
}

/**
 * Grants the rights of each role at each start. Everything is revoked first, so that removed rights are revoked. The
 * audit log can be read and appended to; Dovecot and Postfix can only use their views.
 */
export function grants(names: RoleNames): readonly string[] {
  const { app, agent, dovecot, postfix, policy } = names;
  const all = [app, agent, dovecot, postfix, policy].join(', ');
  return [
    // The server may not let every role connect to every database.
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${all}', current_database()); END $$`,
    `GRANT USAGE ON SCHEMA public TO ${all}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${all}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app}`,
    // Writing to a simple view would write to its table.
    `DO $$ DECLARE view regclass; BEGIN
       FOR view IN SELECT oid FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace LOOP
         EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM ${app}', view);
       END LOOP; END $$`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${app}`,
    `GRANT EXECUTE ON FUNCTION mail_session_month(timestamptz), drop_session_month(text) TO ${app}`,
    `REVOKE UPDATE, DELETE ON "AuditEntry" FROM ${app}`,
    `REVOKE ALL ON _prisma_migrations FROM ${app}`,
    `GRANT SELECT, INSERT, UPDATE ON "Node", "NodeCursor" TO ${agent}`,
    `GRANT SELECT, INSERT ON "NodeBatch" TO ${agent}`,
    `GRANT SELECT, UPDATE ON "NodeCommand" TO ${agent}`,
    `GRANT USAGE ON SEQUENCE "NodeBatch_id_seq" TO ${agent}`,
    // Private keys are sealed; the agent decrypts them for the signer.
    `GRANT SELECT ON "SigningKey", mail_domain TO ${agent}`,
    // How old a line of a log may become.
    `GRANT SELECT ON log_address_days TO ${agent}`,
    // Numbers and hashes, not the entries.
    `GRANT SELECT ON audit_hash TO ${agent}`,
    `GRANT SELECT ON mail_sign_in, mail_user TO ${dovecot}`,
    `GRANT SELECT ON mail_domain, mail_recipient, mail_alias_or_self, mail_sender, mail_transport TO ${postfix}`,
    // The count of guesses, and nothing else.
    `GRANT SELECT, INSERT, UPDATE ON "SignInFailure", "KnownNetwork", "KnownAppPassword" TO ${policy}`,
    `GRANT USAGE ON SEQUENCE "SignInFailure_id_seq" TO ${policy}`,
    // What mailboxes send. It suspends sending, and cannot lift that.
    `GRANT SELECT, INSERT, UPDATE ON "OutboundCount", "OutboundRefusal" TO ${policy}`,
    `GRANT SELECT, INSERT ON "SendingSuspension" TO ${policy}`,
    `GRANT SELECT ON "OutboundLimit", "MailboxDirectory" TO ${policy}`,
    // Whose an address is, for rspamd.
    `GRANT SELECT ON mail_sender TO ${policy}`,
    `GRANT USAGE ON SCHEMA graphile_worker TO ${app}`,
    `GRANT ALL ON ALL TABLES IN SCHEMA graphile_worker TO ${app}`,
    `GRANT ALL ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${app}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO ${app}`,
    queuePolicies(app),
  ];
}

/** The tables of the queue have row security without policies, so only their owner would see rows. */
function queuePolicies(app: string): string {
  return `DO $$
    DECLARE t record;
    BEGIN
      FOR t IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relrowsecurity
          AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = '${app}')
      LOOP EXECUTE format('CREATE POLICY ${app} ON %s TO ${app} USING (true) WITH CHECK (true)', t.name); END LOOP;
    END $$`;
}
