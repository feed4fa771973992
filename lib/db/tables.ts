import type { Prisma } from './generated/client';

type Models = Prisma.TypeMap['model'];

/** Tables and views with their columns, as the schema declares them: what the query builder knows of the database. */
export type Tables = { [Name in keyof Models]: Models[Name]['payload']['scalars'] };
