import { createDomain } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { createMailbox } from '@/lib/mailboxes';
import { ownReseller } from './own-reseller';

/** A reseller with a domain, made as the panel makes them, and a rival, for one test file alone. */
export async function ownAccounts() {
  const { reseller, customer, tag } = await ownReseller();
  const { reseller: rival } = await ownReseller();
  const domain = `o${tag}.example`;
  const { id: domainId } = await createDomain(reseller, { name: domain, customerId: customer.customerId ?? '' });
  const password = 'correct-horse-1';
  return {
    reseller,
    rival,
    domain,
    domainId,
    password,
    async newMailbox(localPart: string, displayName = '') {
      const { id, address } = await createMailbox(reseller, {
        domainId,
        localPart,
        displayName,
        password,
        quotaBytes: 1024 ** 3,
        protocols: houseDefaults.protocols,
      });
      return { mailboxId: id, address, password };
    },
  };
}
