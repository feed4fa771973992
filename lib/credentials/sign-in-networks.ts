import { queries, runIn, sql, type Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';

/**
 * The maximum size of allow_nets in bytes. Dovecot's auth worker returns an answer in a line of 8,192 bytes: with 7,800
 * bytes of networks sign-ins worked, with 15,000 all failed.
 */
const maxBytes = 7_000;

interface MailSignIn {
  address: string;
  token_sha256: string | null;
  allow_nets: string | null;
}

/** The result of Dovecot's query at a sign-in to the mailbox: the view of migration 0002, one row for each password. */
function answersFor(address: string) {
  return queries().selectFrom(sql<MailSignIn>`mail_sign_in`.as('s')).where('s.address', '=', address);
}

/** Refuses networks and app passwords that together exceed the limit of Dovecot, because then nobody could sign in. */
export async function refuseTooManyNetworks(tx: Tx, address: string): Promise<void> {
  const maxAllowNetsBytes = sql<number | null>`max(length(s.allow_nets))::int`.as('bytes');
  const [row] = await runIn(tx, answersFor(address).select(maxAllowNetsBytes));
  if ((row?.bytes ?? 0) > maxBytes) throw new Refusal('invalid', { field: 'network', reason: 'networks-room' });
}

/** Whether no password of this mailbox can be used from the network. */
export async function refusesNetwork(address: string, network: string): Promise<boolean> {
  const inside = sql`SELECT 1 FROM unnest(string_to_array(s.allow_nets, ',')) one WHERE one::inet && ${network}::inet`;
  const lets = sql<boolean | null>`bool_or(s.allow_nets IS NULL OR EXISTS (${inside}))`.as('lets');
  const row = await answersFor(address).select(lets).executeTakeFirst();
  return row?.lets === false;
}

/** Whether Dovecot would still find a password with this digest. */
export async function signsInBy(address: string, tokenSha256: string): Promise<boolean> {
  const row = await answersFor(address)
    .select('s.address')
    .where('s.token_sha256', '=', tokenSha256)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
