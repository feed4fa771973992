import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { portsShape } from '@/lib/config';

let vault: typeof import('./index');
beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nowhere/none',
    MILEPOST_HOME: '/nowhere',
    MILEPOST_URL: 'http://localhost',
    MILEPOST_PORTS: JSON.stringify(Object.fromEntries(Object.keys(portsShape.shape).map((name) => [name, 1]))),
    NEXTAUTH_SECRET: 'n'.repeat(32),
    MILEPOST_VAULT_KEY: 'v'.repeat(43),
  });
  vault = await import('./index');
});

it('decrypts a secret only for its owner', () => {
  const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'anna');
  expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
  expect(vault.seal('JBSWY3DPEHPK3PXP', 'anna')).not.toBe(sealed);
  expect(vault.unseal(sealed, 'anna')).toBe('JBSWY3DPEHPK3PXP');
  expect(() => vault.unseal(sealed, 'ben')).toThrow();
});

it('refuses a changed text', () => {
  const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'anna');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (const at of [0, 12, bytes.length - 1]) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    expect(() => vault.unseal(`v1.${other.toString('base64url')}`, 'anna')).toThrow();
  }
});

it('accepts its own links, for their purpose', () => {
  const id = randomUUID();
  const token = vault.linkToken('invitation', id);
  expect(vault.readLinkToken('invitation', token)).toBe(id);
  expect(vault.readLinkToken('reset', token)).toBeNull();
  expect(
    vault.readLinkToken('invitation', vault.linkToken('invitation', randomUUID()).slice(0, 32) + token.slice(32)),
  ).toBeNull();
  for (const bad of ['', token.slice(1), `${token}a`, token.toUpperCase()])
    expect(vault.readLinkToken('invitation', bad)).toBeNull();
});
