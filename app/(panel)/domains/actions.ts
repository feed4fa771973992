'use server';

import { createAlias, removeAlias } from '@/lib/aliases';
import { aliasInput, aliasRef } from '@/lib/aliases/shapes';
import { clientSettings } from '@/lib/client-setup';
import { listShape, searchShape } from '@/lib/db/shapes';
import {
  addNextKey,
  checkDns,
  countDomains,
  createDomain,
  markDomainVerified,
  pageDomains,
  removeDomain,
  setDomainActive,
  setDomainDefaults,
  switchKey,
} from '@/lib/domains';
import { domainActiveInput, domainDefaultsInput, domainInput, domainRef, domainSorts } from '@/lib/domains/shapes';
import { action } from '@/lib/http';
import { createMailbox } from '@/lib/mailboxes';
import { mailboxInput } from '@/lib/mailboxes/shapes';
import { setDomainLimits } from '@/lib/outbound';
import { domainLimitsInput } from '@/lib/outbound/shapes';

export const loadDomains = action(listShape(searchShape, domainSorts), (actor, input) => pageDomains(actor, input));
export const countDomainsAction = action(searchShape, (actor, { search }) => countDomains(actor, search));
export const createDomainAction = action(domainInput, (actor, input) => createDomain(actor, input));
export const setDomainActiveAction = action(domainActiveInput, (actor, input) => setDomainActive(actor, input));
export const setDomainDefaultsAction = action(domainDefaultsInput, (actor, input) => setDomainDefaults(actor, input));
export const setDomainLimitsAction = action(domainLimitsInput, (actor, input) => setDomainLimits(actor, input));
export const removeDomainAction = action(domainRef, (actor, { domainId }) => removeDomain(actor, domainId));
export const createMailboxAction = action(mailboxInput, (actor, input) => createMailbox(actor, input));
export const createAliasAction = action(aliasInput, (actor, input) => createAlias(actor, input));
export const removeAliasAction = action(aliasRef, (actor, { aliasId }) => removeAlias(actor, aliasId));
export const checkDnsAction = action(domainRef, (actor, input) => checkDns(actor, input, clientSettings()));
export const addNextKeyAction = action(domainRef, (actor, { domainId }) => addNextKey(actor, domainId));
export const switchKeyAction = action(domainRef, (actor, { domainId }) => switchKey(actor, domainId));
export const markDomainVerifiedAction = action(domainRef, (actor, input) => markDomainVerified(actor, input));
