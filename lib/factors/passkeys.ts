import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { type AuditAction, record } from '@/lib/audit';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { provePassword } from '@/lib/passwords';
import { endOtherSignIns } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';
import { accountOf } from './account';
import { newChallenge, spendChallenge } from './passkey-challenge';
import { relyingParty } from './relying-party';

export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** Whether it is synchronized to other devices of its owner. */
  backedUp: boolean;
}

/** More than anybody has devices. */
const maxPasskeys = 20;

export async function listPasskeys(actor: Actor): Promise<PasskeyRow[]> {
  const rows = await db().passkey.findMany({ where: accountOf(actor), orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, name, createdAt, lastUsedAt, backedUp }) => ({
    id,
    name,
    backedUp,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/**
 * The options for creating a passkey in the browser, after a check of the password. `origin` is the origin of the page.
 */
export async function startPasskey(
  actor: Actor,
  password: string,
  origin: string | null,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const name = await provePassword(actor, password);
  const party = relyingParty(origin);
  if (!party) throw new Refusal('invalid', { reason: 'passkey-address' });
  const there = await db().passkey.findMany({ where: accountOf(actor), select: { credentialId: true } });
  if (there.length >= maxPasskeys) throw new Refusal('invalid', { reason: 'passkey-many' });
  return generateRegistrationOptions({
    challenge: newChallenge(actor.id),
    rpName: 'Milepost',
    rpID: party.id,
    userName: name,
    userDisplayName: actor.name,
    userID: Buffer.from(actor.id.replaceAll('-', ''), 'hex'),
    attestationType: 'none',
    excludeCredentials: there.map(({ credentialId }) => ({ id: credentialId })),
    // The passkey replaces name, password and code, so the device must verify its user and find the account itself.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Stores the passkey that the browser created. From now on the password alone is not enough to sign in. */
export async function addPasskey(
  actor: Actor,
  { name, response }: { name: string; response: RegistrationResponseJSON },
  origin: string | null,
  /** Done in the same transaction. */
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  demand(actor, 'self:secure');
  const party = relyingParty(origin);
  const { registrationInfo } = party
    ? await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => spendChallenge(challenge, actor.id),
        expectedOrigin: party.origin,
        expectedRPID: party.id,
      }).catch(() => ({ registrationInfo: undefined }))
    : { registrationInfo: undefined };
  if (!registrationInfo) throw new Refusal('invalid', { reason: 'passkey-wrong' });
  const { credential, credentialBackedUp } = registrationInfo;
  await transaction(async (tx) => {
    const taken = await tx.passkey.count({ where: { credentialId: credential.id } });
    if (taken > 0) throw new Refusal('conflict');
    const first = !(await isProtected(tx, actor));
    const made = await tx.passkey.create({
      data: {
        ...accountOf(actor),
        name,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        backedUp: credentialBackedUp,
      },
      select: { id: true },
    });
    if (first) await endOtherSignIns(tx, actor, 'passkey');
    // Before anything is recorded, which takes the lock of the audit chain.
    await notify(tx, actor, accountOf(actor), { kind: 'passkey-added', details: { name } });
    await also?.(tx);
    await recordPasskey(tx, actor, 'passkey.add', { id: made.id, name });
  });
}

export async function removePasskey(actor: Actor, id: string, password: string): Promise<void> {
  await provePassword(actor, password);
  await transaction(async (tx) => {
    const row = await tx.passkey.findFirst({ where: { id, ...accountOf(actor) }, select: { name: true } });
    if (!row) throw new Refusal('not-found');
    await tx.passkey.delete({ where: { id }, select: { id: true } });
    await notify(tx, actor, accountOf(actor), { kind: 'passkey-removed', details: { name: row.name } });
    await recordPasskey(tx, actor, 'passkey.remove', { id, name: row.name });
  });
}

async function isProtected(tx: Tx, actor: Actor): Promise<boolean> {
  const where = accountOf(actor);
  const [codes, passkeys] = [
    await tx.secondFactor.count({ where: { ...where, confirmedAt: { not: null } } }),
    await tx.passkey.count({ where }),
  ];
  return codes + passkeys > 0;
}

function recordPasskey(tx: Tx, actor: Actor, action: AuditAction, { id, name }: { id: string; name: string }) {
  return record(tx, actor, { action, object: { type: 'passkey', id, label: name }, owner: actor });
}
