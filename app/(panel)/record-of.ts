import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { requireActor } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';

/** The record of a page, by the id in its URL. Read once for the title and the page. Another tenant's is not found. */
export function recordOf<Row>(
  capability: Parameters<typeof requireActor>[0],
  read: (actor: Actor, id: string) => Promise<Row | null>,
): (id: string) => Promise<Row> {
  return cache(async (id: string) => {
    const actor = await requireActor(capability);
    const row = z.uuid().safeParse(id).success ? await read(actor, id) : null;
    return row ?? notFound();
  });
}
