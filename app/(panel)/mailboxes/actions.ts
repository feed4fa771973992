'use server';

import { z } from 'zod';
import { setForward } from '@/lib/aliases';
import { forwardInput } from '@/lib/aliases/shapes';
import { blockNetwork, createAppPassword, revokeAppPassword, unblockNetwork } from '@/lib/credentials';
import { appPasswordInput, appPasswordRef, blockInput, blockRef } from '@/lib/credentials/shapes';
import { listShape, searchShape } from '@/lib/db/shapes';
import { removeOwnersFactors } from '@/lib/factors';
import { action } from '@/lib/http';
import {
  setDisplayName,
  setMainPassword,
  setPassword,
  setPop3Keep,
  setProtocols,
  setQuota,
} from '@/lib/mailbox-settings';
import {
  displayNameInput,
  mainPasswordInput,
  passwordInput,
  pop3KeepInput,
  protocolsInput,
  quotaInput,
} from '@/lib/mailbox-settings/shapes';
import {
  countMailboxes,
  listMailboxes,
  removeMailbox,
  renameMailbox,
  restoreMailbox,
  resumeMailbox,
  suspendMailbox,
} from '@/lib/mailboxes';
import { mailboxRef, mailboxSorts, removalInput, renameInput, suspendInput } from '@/lib/mailboxes/shapes';
import { liftSendingSuspension, setMailboxLimits } from '@/lib/outbound';
import { liftInput, mailboxLimitsInput } from '@/lib/outbound/shapes';

const filterInput = searchShape.extend({
  state: z.enum(['active', 'suspended']).nullable().default(null),
  domainId: z.uuid().nullable().default(null),
});

export const loadMailboxes = action(listShape(filterInput, mailboxSorts), (actor, { domainId, ...ask }) =>
  listMailboxes(actor, { ...ask, domainId: domainId ?? undefined }),
);
export const countMailboxesAction = action(filterInput, (actor, { search, domainId }) =>
  countMailboxes(actor, { search, domainId: domainId ?? undefined }),
);
export const setPasswordAction = action(passwordInput, (actor, input) => setPassword(actor, input));
export const setProtocolsAction = action(protocolsInput, (actor, input) => setProtocols(actor, input));
export const setQuotaAction = action(quotaInput, (actor, input) => setQuota(actor, input));
export const setDisplayNameAction = action(displayNameInput, (actor, input) => setDisplayName(actor, input));
export const setMainPasswordAction = action(mainPasswordInput, (actor, input) => setMainPassword(actor, input));
export const setPop3KeepAction = action(pop3KeepInput, (actor, input) => setPop3Keep(actor, input));
export const setForwardAction = action(forwardInput, (actor, input) => setForward(actor, input));
export const renameAction = action(renameInput, (actor, input) => renameMailbox(actor, input));
export const suspendAction = action(suspendInput, (actor, input) => suspendMailbox(actor, input));
export const removeFactorsAction = action(mailboxRef, (actor, { mailboxId }) => removeOwnersFactors(actor, mailboxId));
export const resumeAction = action(mailboxRef, (actor, { mailboxId }) => resumeMailbox(actor, mailboxId));
export const liftSendingAction = action(liftInput, (actor, input) => liftSendingSuspension(actor, input));
export const setMailboxLimitsAction = action(mailboxLimitsInput, (actor, input) => setMailboxLimits(actor, input));
export const removeAction = action(removalInput, (actor, input) => removeMailbox(actor, input));
export const restoreAction = action(mailboxRef, (actor, { mailboxId }) => restoreMailbox(actor, mailboxId));
export const createAppPasswordAction = action(appPasswordInput, (actor, input) => createAppPassword(actor, input));
export const revokeAppPasswordAction = action(appPasswordRef, (actor, { appPasswordId }) =>
  revokeAppPassword(actor, appPasswordId),
);
export const blockNetworkAction = action(blockInput, blockNetwork);
export const unblockNetworkAction = action(blockRef, (actor, { blockId }) => unblockNetwork(actor, blockId));
