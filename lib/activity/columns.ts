import { Prisma } from '@/lib/db';

// The schema declares what a session and an event consist of; whatever reads or writes whole rows takes its columns here.

/** Instants of a session, which the ledger has as texts because JavaScript's dates have no microseconds. */
export const sessionInstants = ['startedAt', 'lastSeenAt', 'endedAt'] as const;

/** Every column of a session but the revision, which the database gives. */
export const sessionColumns = Object.values(Prisma.MailSessionScalarFieldEnum).filter((name) => name !== 'revision');

/** Every column of an event but its id, which the database gives. */
export const eventColumns = Object.values(Prisma.MailEventScalarFieldEnum).filter((name) => name !== 'id');
