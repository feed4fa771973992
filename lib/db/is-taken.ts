import { Prisma } from './generated/client';

/** Whether an error is a unique violation. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
