import { asciiAddress, type Mailer } from './message/build-message';
import { type DemoMailbox, type DemoTenant, tenants } from './people';

/** The owner of one mailbox. */
export interface Resident {
  address: string;
  mailbox: DemoMailbox;
  tenant: DemoTenant;
}

export const residents: Resident[] = tenants.flatMap((tenant) =>
  (tenant.domains ?? []).flatMap((domain) =>
    domain.mailboxes.map((mailbox) => ({ address: asciiAddress(`${mailbox.local}@${domain.name}`), mailbox, tenant })),
  ),
);

export const mailerOf = ({ address, mailbox }: Resident): Mailer => ({ name: mailbox.name, address });
