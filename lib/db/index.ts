import 'server-only';

export { sql } from 'kysely';
export { containing, matches } from './conditions';
export { type Connection, db, pool, queries } from './connect';
export { Prisma } from './generated/client';
export { isTaken } from './is-taken';
export type { Order } from './keyset';
export { countRows, type ListAsk, listPage } from './list-page';
export { listen } from './listen';
export { lockUntilCommit } from './lock-until-commit';
export type { Tables } from './tables';
export { type Queries, queryTransaction, runIn, type Tx, transaction } from './transaction';
export { wakeLoop } from './wake-loop';
export { withinDays } from './within-days';
