import { Prisma } from './generated/client';

/** Whether PostgreSQL refused a second row with the same unique value. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
