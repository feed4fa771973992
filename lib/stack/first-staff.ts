import { randomBytes } from 'node:crypto';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { hashPassword } from '@/lib/passwords';
import { systemActor } from '@/lib/tenancy';

// An empty host: the platform and one member of staff. The password is printed here, and only its hash is stored.

const email = (process.env.MILEPOST_STAFF || 'staff@milepost.test').trim().toLowerCase();
if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 320) {
  process.stderr.write(`MILEPOST_STAFF must be an address such as staff@example.org, not "${email}".\n`);
  process.exit(1);
}

if (await db().person.findFirst({ select: { id: true } })) {
  process.stdout.write('Sign in as the staff member that the first start named.\n');
} else {
  // 120 bits.
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    const platform =
      (await tx.tenant.findFirst({ where: { kind: 'platform' } })) ??
      (await tx.tenant.create({ data: { kind: 'platform', name: 'Milepost' } }));
    const person = await tx.person.create({
      data: {
        email,
        name: 'Staff',
        passwordHash,
        memberships: { create: { tenantId: platform.id, role: 'staff_admin' } },
      },
    });
    await record(tx, systemActor('stack'), {
      action: 'person.create',
      object: { type: 'person', id: person.id, label: email },
      after: { role: 'staff_admin' },
    });
  });
  process.stdout.write(`staff  ${email}  ${password}\nThis password is shown only now.\n`);
}
await db().$disconnect();
process.exit(0);
