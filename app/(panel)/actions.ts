'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import { locales } from '@/lib/i18n/shapes';
import { endViewAs, startViewAs, switchMembership } from '@/lib/identity';
import { viewInput } from '@/lib/identity/shapes';
import { setMyLocale } from '@/lib/people';

export const setLocaleAction = action(z.enum(locales), (actor, locale) => setMyLocale(actor, locale), {
  viewing: true,
});
export const switchMembershipAction = action(z.uuid(), (actor, id) => switchMembership(actor, id));
export const startViewAction = action(viewInput, (actor, { target, ...act }) => startViewAs(actor, target, act));
export const endViewAction = action(z.undefined(), (actor) => endViewAs(actor), { viewing: true });
