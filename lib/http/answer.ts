import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { Refusal, type RefusalCode } from '@/lib/errors';
import { logFault } from './fault';

export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: RefusalCode | 'fault';
      details: Record<string, string | number>;
      /** The path of each invalid form field, with the catalogue key or text of its error. */
      fields: Record<string, string>;
    };

/** Validates, acts, and returns refusals in a form that the page can show. */
export async function answer<S extends z.ZodType, T>(
  shape: S,
  raw: unknown,
  act: (input: z.infer<S>) => Promise<T>,
): Promise<ActionResult<T>> {
  // PostgreSQL takes no NUL in a text, and nobody types one.
  if (holdsNul(raw)) return { ok: false, code: 'invalid', details: {}, fields: {} };
  const parsed = shape.safeParse(raw);
  if (!parsed.success) {
    // By the whole path, and by the field that contains the invalid item of a list.
    const fields = Object.fromEntries(
      parsed.error.issues.flatMap(({ path, message }) => [
        [String(path[0] ?? ''), message],
        [path.join('.'), message],
      ]),
    );
    return { ok: false, code: 'invalid', details: {}, fields };
  }
  try {
    return { ok: true, data: await act(parsed.data) };
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof Refusal) {
      const field = error.details.field;
      return {
        ok: false,
        code: error.code,
        details: error.details,
        fields: typeof field === 'string' ? { [field]: error.code } : {},
      };
    }
    return { ok: false, code: 'fault', details: { eventId: logFault(error) }, fields: {} };
  }
}

/** Whether a text anywhere in the input holds a NUL. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, each]) => holdsNul(key) || holdsNul(each));
}
