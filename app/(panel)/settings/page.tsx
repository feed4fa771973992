import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { readLogRetention } from '@/lib/activity';
import { clientSettings } from '@/lib/client-setup';
import { listAppPasswords, listNetworkBlocks } from '@/lib/credentials';
import { listDevices } from '@/lib/devices';
import { listPasskeys, secondFactorState } from '@/lib/factors';
import { listMyFailures } from '@/lib/guesses';
import { currentProfile, requireActor } from '@/lib/identity';
import { readMailbox } from '@/lib/mailboxes';
import { readSending } from '@/lib/outbound';
import { readPlatform } from '@/lib/platform';
import { listMySignIns } from '@/lib/sign-ins';
import { may } from '@/lib/tenancy';
import { SettingsBoard } from './settings-board';

export async function generateMetadata() {
  const { role } = await requireActor();
  return { title: (await getTranslations('settings'))(role === 'owner' ? 'ownerTitle' : 'title') };
}

export default async function SettingsPage() {
  const actor = await requireActor();
  const t = await getTranslations('settings');
  const [profile, signIns, failures, secondFactor, passkeys, appPasswords, blocks, mailbox, devices, sending] =
    await Promise.all([
      currentProfile(),
      listMySignIns(actor),
      listMyFailures(actor),
      secondFactorState(actor),
      listPasskeys(actor),
      actor.mailboxId ? listAppPasswords(actor, actor.mailboxId) : [],
      actor.mailboxId ? listNetworkBlocks(actor, actor.mailboxId) : [],
      actor.mailboxId ? readMailbox(actor, actor.mailboxId) : null,
      actor.mailboxId ? listDevices(actor) : [],
      actor.mailboxId ? readSending(actor, actor.mailboxId) : null,
    ]);
  const platform = may(actor, 'platform:write')
    ? { ...(await readPlatform()), sessionLog: await readLogRetention(actor, null) }
    : null;
  if (!profile) redirect('/sign-in');
  return (
    <>
      <PageHeader title={t(actor.role === 'owner' ? 'ownerTitle' : 'title')} />
      <SettingsBoard
        person={{ name: profile.name, email: profile.email, role: actor.role, tenant: actor.tenantName }}
        mailboxId={actor.mailboxId}
        signIns={signIns}
        failures={failures}
        secondFactor={secondFactor}
        passkeys={passkeys}
        platform={platform}
        viewed={Boolean(actor.viewedBy)}
        appPasswords={appPasswords}
        blocks={blocks}
        mainPassword={mailbox && { allowed: mailbox.mainPassword, devices }}
        sending={sending}
        clientSettings={actor.mailboxId ? clientSettings() : null}
      />
    </>
  );
}
