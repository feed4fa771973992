import { Prisma } from '@/lib/db';

// The columns of sessions and events, derived from the schema. All code that reads or writes whole rows uses them.

/** Instants of a session. The ledger stores them as text, because a Date has no microseconds. */
export const sessionInstants = ['startedAt', 'lastSeenAt', 'endedAt'] as const;

/** All columns of a session except the revision, which the database assigns. */
export const sessionColumns = Object.values(Prisma.MailSessionScalarFieldEnum).filter((name) => name !== 'revision');

/** All columns of an event except the id, which the database assigns. */
export const eventColumns = Object.values(Prisma.MailEventScalarFieldEnum).filter((name) => name !== 'id');
