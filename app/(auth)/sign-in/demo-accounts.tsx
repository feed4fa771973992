'use client';

import { useTranslations } from 'next-intl';

const password = 'milepost-demo';
const accounts = [
  { name: 'staff@milepost.test', role: 'staff_admin' },
  { name: 'reseller@nordwind.test', role: 'reseller' },
  { name: 'customer@alpenglas.test', role: 'customer_admin' },
  { name: 'anna.berger@alpenglas.example', role: 'owner' },
] as const;

/** On a demonstration host only: buttons that fill in the sign-in of each role. */
export function DemoAccounts({ onChoose }: { onChoose: (account: { name: string; password: string }) => void }) {
  const t = useTranslations('auth');
  const tRoles = useTranslations('roles');
  return (
    <section aria-labelledby="demo" className="mt-6">
      <h2 id="demo" className="mb-2 text-ink-3 text-xs">
        {t('demo')}
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {accounts.map((account) => (
          <li key={account.name}>
            <button
              type="button"
              onClick={() => onChoose({ name: account.name, password })}
              className="flex w-full items-center justify-between gap-3 px-3 py-2 text-left text-sm -outline-offset-2 hover:bg-hover max-sm:py-3"
            >
              <span>{tRoles(account.role)}</span>
              <span className="mono truncate text-ink-3">{account.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
