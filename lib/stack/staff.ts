import { randomBytes } from 'node:crypto';
import { locate } from './settings';
import { readStackEnvironment } from './stack-environment';
import { messageOf, Stop } from './stop';

/**
 * `npm run staff -- person@host`: a new password for one of the staff who can no longer sign in. It is for whoever
 * administers the machine, because a link by mail is not enough to become staff. Second factor and passkeys are removed,
 * open sign-ins end, and the password is printed once.
 */
async function main(typed: string | undefined): Promise<void> {
  if (!typed) throw new Stop('Name the staff member: npm run staff -- person@example.org');
  Object.assign(process.env, readStackEnvironment(locate(process.env).dataDirectory));
  // These read the environment when they are loaded.
  const [{ record }, { db, transaction }, { removeFactors }, { notify }, { hashPassword }, { systemActor }] =
    await Promise.all([
      import('@/lib/audit'),
      import('@/lib/db'),
      import('@/lib/factors'),
      import('@/lib/notices'),
      import('@/lib/passwords'),
      import('@/lib/tenancy'),
    ]);
  const email = typed.trim().toLowerCase();
  const person = await db().person.findFirst({
    where: { email, memberships: { some: { role: { in: ['staff_admin', 'staff_auditor'] } } } },
    select: { id: true },
  });
  if (!person) throw new Stop(`Nobody of the staff signs in as "${email}".`);
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: person.id }, data: { passwordHash }, select: { id: true } });
    const actor = systemActor('stack');
    await removeFactors(tx, actor, { personId: person.id });
    await notify(tx, actor, { personId: person.id }, { kind: 'password-changed' });
    await record(tx, actor, {
      action: 'person.reset-password',
      object: { type: 'person', id: person.id, label: email },
    });
  });
  await db().$disconnect();
  process.stdout.write(`${email}  ${password}\nThis password is shown only now.\n`);
}

try {
  await main(process.argv[2]);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
