import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

// Every column that may hold the address of a client, and what the privacy setting does to it. A new column is red until
// it is in one of these lists.

const schema = path.join(import.meta.dirname, '../../prisma/schema');

/** Truncated to the network, by the room of the table. */
const cut = [
  'AppPassword.lastUsedFrom',
  'Device.key',
  'Device.remoteIp',
  'Disconnect.label',
  'DisconnectLine.remoteIp',
  'DisconnectLine.sid',
  'FailedHandshake.remoteIp',
  'FailedLogin.remoteIp',
  'FailedLogin.sid',
  'Finding.details',
  'MailEvent.sid',
  'MailSession.remoteIp',
  'MailSession.sid',
  'Notice.ip',
  'SentMessage.sid',
  'SignIn.ip',
];

/** The row is removed. */
const removed = new Map([
  ['NodeBatch.records', 'within seconds, when it was written'],
  ['NodeCommand.args', 'after an hour'],
  ['NodeCommand.result', 'after an hour'],
  ['SignInFailure.ip', 'after a week: guesses are counted by it'],
  ['UnreadLine.text', 'by the strictest setting, because it is nobody’s'],
]);

/** Stays as it is. */
const kept = new Map([
  ['AppPassword.networks', 'a rule that somebody wrote'],
  ['AuditEntry.after', 'sealed by the entry after it'],
  ['AuditEntry.before', 'sealed by the entry after it'],
  ['AuditEntry.ip', 'sealed by the entry after it'],
  ['AuditEntry.objectLabel', 'sealed by the entry after it'],
  ['Disconnect.revoked', 'the rules that were written with it'],
  ['NetworkBlock.network', 'a rule that somebody wrote'],
  ['NetworkBlock.reason', 'a rule that somebody wrote'],
  ['RemovedMailbox.snapshot', 'rules that somebody wrote; where programs signed in is not saved'],
  ['SavedFilter.query', 'what its owner typed'],
  ['SentAttempt.relay', 'a server'],
  ['SentAttempt.words', 'the words of a server'],
]);

/** Of a word that often has one, these do not. */
const without = [
  'DisconnectLine.credentialLabel',
  'FailedHandshake.reason',
  'FailedLogin.reason',
  'MailboxImportLine.details',
  'NodeCursor.state',
  'RetentionItem.reason',
  'ViewAs.reason',
];

/** Already a network. */
const networks = [
  'DeviceNetwork.network',
  'Finding.subject',
  'KnownNetwork.network',
  'Notice.details',
  'SendingSuspension.network',
  'SignInFailure.network',
  'SignInFailure.wide',
];

/** Names of columns that hold none, in whatever table. */
const harmless =
  /^(account|act|action|actor|actorId|actorKind|actorName|address|basis|byName|challenge|clientName|clientVersion|closedBy|codeHash|command|credential|credentialId|defaults|demoPace|destinations?|displayName|domainName|door|dsn|email|ended|endDetail|endReason|file|fileName|flags|folder|fromFolder|guid|hash|input|invitedBy|kind|level|liftedBy|localPart|locale|mechanism|messageId|name|node|note|objectId|objectType|onBehalfOf|originalRecipient|outcome|passwordHash|period|prevHash|problem|programs|proof|protocols?|provenBy|publicKey|queueId|recipients?|relayedFor|removedBy|rhythm|role|sealedKey|sealedSecret|seenBy|selector|sender|service|severity|source|state|subject|suspendReason|takes|tls|tlsCipher|tlsProtocol|tokenSha256|transports|trouble|troubleDetail|unblockedBy|userAgent|verb|verdict|version|warning)$/;
const listed = new Set([...cut, ...removed.keys(), ...kept.keys(), ...networks, ...without]);

interface Column {
  name: string;
  inet: boolean;
}

function columnsOf(text: string): Column[] {
  return [...text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].flatMap(([, model, body = '']) =>
    [...body.matchAll(/^ {2}(\w+)\s+(?:String|Json)(?:\[\])?\??(.*)$/gm)].flatMap(([, column, more = '']) =>
      more.includes('@db.Uuid') ? [] : [{ name: `${model}.${column}`, inet: more.includes('@db.Inet') }],
    ),
  );
}

const unknownOf = (columns: Column[]) =>
  columns
    .filter(({ name, inet }) => !listed.has(name) && (inet || !harmless.test(name.split('.')[1] ?? '')))
    .map(({ name }) => name);

const columns = readdirSync(schema).flatMap((file) => columnsOf(readFileSync(path.join(schema, file), 'utf8')));

it('every column that may hold an address is known', () => {
  expect(columns.length).toBeGreaterThan(150);
  expect(unknownOf(columns)).toEqual([]);
});

it('every known column exists', () => {
  const names = new Set(columns.map(({ name }) => name));
  expect([...listed].filter((name) => !names.has(name))).toEqual([]);
});

it('a new column is unknown', () => {
  const planted =
    'model Planted {\n  id String @db.Uuid\n  name String? @db.Inet\n  client String\n  state String\n}\n';
  expect(unknownOf(columnsOf(planted))).toEqual(['Planted.name', 'Planted.client']);
});
