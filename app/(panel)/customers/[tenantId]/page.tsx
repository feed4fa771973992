import { readLogRetention } from '@/lib/activity';
import { requireActor } from '@/lib/identity';
import { readTenantSending } from '@/lib/outbound';
import { may } from '@/lib/tenancy';
import { previewSuspension, readTenant } from '@/lib/tenants';
import { recordOf } from '../../record-of';
import { TenantPage } from './tenant-page';

type Params = { params: Promise<{ tenantId: string }> };

const tenantOf = recordOf('tenant:read', readTenant);

export async function generateMetadata({ params }: Params) {
  return { title: (await tenantOf((await params).tenantId)).name };
}

export default async function CustomerPage({ params }: Params) {
  const actor = await requireActor('tenant:read');
  const tenant = await tenantOf((await params).tenantId);
  // Resellers can see their own tenant, but only the level above can change it.
  const below = tenant.id !== actor.tenantId;
  const [preview, log, outbound] =
    below && may(actor, 'tenant:write')
      ? await Promise.all([
          previewSuspension(actor, tenant.id),
          readLogRetention(actor, tenant.id),
          readTenantSending(actor, tenant.id),
        ])
      : [null, null, null];
  return (
    <TenantPage
      key={JSON.stringify([tenant.limits, log, outbound?.own])}
      tenant={tenant}
      preview={preview}
      sessionLog={log}
      outbound={outbound}
    />
  );
}
