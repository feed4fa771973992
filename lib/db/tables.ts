import type { Prisma } from './generated/client';

type Models = Prisma.TypeMap['model'];

/** Tables and views with their columns from the Prisma schema, for the query builder. */
export type Tables = { [Name in keyof Models]: Models[Name]['payload']['scalars'] };
