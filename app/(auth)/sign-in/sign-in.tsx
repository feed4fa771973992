'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { usePasskeySupport } from '@/components/passkey';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useReady } from '@/components/use-ready';
import { askForPasskeyAction } from '../actions';
import { AuthFrame } from '../auth-frame';
import { CodeStep } from './code-step';
import { DemoAccounts } from './demo-accounts';

const reasons = ['wrong', 'locked', 'code-wrong', 'passkey-needed', 'passkey-wrong', 'fault'] as const;
type Reason = (typeof reasons)[number] | 'passkey-off';

/** Name and password, then the code of a second factor if there is one; or a passkey instead. */
export function SignIn({ onward, host, demo }: { onward: string; host: string; demo: boolean }) {
  const t = useTranslations('auth');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  // The input of the first step. The second step sends it again with the code.
  const [typed, setTyped] = useState({ name: '', password: '' });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [reason, setReason] = useState<Reason | null>(null);
  const [pending, setPending] = useState(false);
  const ready = useReady();
  const passkeys = usePasskeySupport() === 'yes';

  const field = (name: 'name' | 'password') => form.current?.elements.namedItem(name) as HTMLInputElement | null;

  async function open(given: { name: string; password: string; code?: string }) {
    setPending(true);
    setReason(null);
    const outcome = await signIn('credentials', { ...given, redirect: false }).catch(() => null);
    if (outcome?.ok && !outcome.error) return enter();
    setPending(false);
    if (outcome?.error === 'code-needed') return setStep('code');
    const why = reasons.find((each) => each === outcome?.error) ?? 'fault';
    setReason(why);
    if (why === 'code-wrong') return;
    // The password may have changed between the steps.
    setStep('password');
    setTyped({ name: given.name, password: '' });
    const password = field('password');
    if (password) password.value = '';
  }

  function enter() {
    router.replace(onward as never);
    router.refresh();
  }

  async function openByPasskey() {
    setPending(true);
    setReason(null);
    const why = await byPasskey();
    if (!why) return enter();
    setPending(false);
    setReason(why);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const given = { name: field('name')?.value ?? '', password: field('password')?.value ?? '' };
    setTyped(given);
    void open(given);
  }

  return (
    <AuthFrame title={t('heading')} text={t('onHost', { host })}>
      {reason ? (
        <Notice tone={reason === 'fault' ? 'bad' : 'warn'} className="mb-4">
          {t(reason)}
        </Notice>
      ) : null}
      {step === 'code' ? (
        <CodeStep
          name={typed.name}
          pending={pending}
          onCode={(code) => void open({ ...typed, code })}
          onBack={() => setStep('password')}
          onPasskey={passkeys ? () => void openByPasskey() : undefined}
        />
      ) : (
        <form
          ref={form}
          // Never by GET, because the URL must not contain a password.
          method="post"
          onSubmit={submit}
          className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5"
        >
          <Field label={t('name')} hint={t('nameHint')}>
            <Input
              name="name"
              type="text"
              inputMode="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={320}
              defaultValue={typed.name}
            />
          </Field>
          <Field label={t('password')}>
            <Input name="password" type="password" autoComplete="current-password" required maxLength={1024} />
          </Field>
          <Button type="submit" variant="primary" pending={pending} disabled={!ready} className="h-9 max-sm:h-11">
            {t('submit')}
          </Button>
          {passkeys ? (
            <Button onClick={() => void openByPasskey()} disabled={pending} className="h-9 max-sm:h-11">
              <KeyRound aria-hidden />
              {t('passkey')}
            </Button>
          ) : null}
          <Link href="/forgot-password" className="self-center text-accent text-sm hover:underline">
            {t('forgot')}
          </Link>
        </form>
      )}
      {demo && step === 'password' ? (
        <DemoAccounts
          onChoose={(account) => {
            for (const name of ['name', 'password'] as const) {
              const input = field(name);
              if (input) input.value = account[name];
            }
            setReason(null);
          }}
        />
      ) : null}
    </AuthFrame>
  );
}

/** Signs in with a passkey. Returns why it failed, or null. */
async function byPasskey(): Promise<Reason | null> {
  const asked = await askForPasskeyAction(null).catch(() => null);
  if (!asked?.ok) return 'fault';
  const answer = await startAuthentication({ optionsJSON: asked.data }).catch(() => null);
  // Cancelled, or the device has no passkey for this host: the browser does not say which.
  if (!answer) return 'passkey-off';
  const outcome = await signIn('passkey', { answer: JSON.stringify(answer), redirect: false }).catch(() => null);
  if (outcome?.ok && !outcome.error) return null;
  return reasons.find((each) => each === outcome?.error) ?? 'fault';
}
