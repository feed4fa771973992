'use server';

import { z } from 'zod';
import {
  clientSettings,
  countDomains,
  createAlias,
  createDomain,
  createMailbox,
  pageDomains,
  removeAlias,
  removeDomain,
  setDomainActive,
  setDomainDefaults,
} from '@/lib/accounts';
import {
  aliasInput,
  aliasRef,
  domainActiveInput,
  domainDefaultsInput,
  domainInput,
  domainRef,
  domainSorts,
  mailboxInput,
} from '@/lib/accounts/shapes';
import { pageAsk } from '@/lib/db/shapes';
import { addNextKey, checkDns, switchKey, vouchForDomain } from '@/lib/dns';
import { action } from '@/lib/http';

const filterInput = z.object({ search: z.string().max(200).default('') });
const listInput = filterInput.extend({ ...pageAsk.shape, sort: z.enum(domainSorts).default('name') });

export const loadDomains = action(listInput, (actor, input) => pageDomains(actor, input));
export const countDomainsAction = action(filterInput, (actor, { search }) => countDomains(actor, search));
export const createDomainAction = action(domainInput, (actor, input) => createDomain(actor, input));
export const setDomainActiveAction = action(domainActiveInput, (actor, input) => setDomainActive(actor, input));
export const setDomainDefaultsAction = action(domainDefaultsInput, (actor, input) => setDomainDefaults(actor, input));
export const removeDomainAction = action(domainRef, (actor, { domainId }) => removeDomain(actor, domainId));
export const createMailboxAction = action(mailboxInput, (actor, input) => createMailbox(actor, input));
export const createAliasAction = action(aliasInput, (actor, input) => createAlias(actor, input));
export const removeAliasAction = action(aliasRef, (actor, { aliasId }) => removeAlias(actor, aliasId));
export const checkDnsAction = action(domainRef, (actor, input) => checkDns(actor, input, clientSettings()));
export const addNextKeyAction = action(domainRef, (actor, { domainId }) => addNextKey(actor, domainId));
export const switchKeyAction = action(domainRef, (actor, { domainId }) => switchKey(actor, domainId));
export const vouchForDomainAction = action(domainRef, (actor, input) => vouchForDomain(actor, input));
