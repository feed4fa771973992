import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { config } from '@/lib/config';
import { currentActor, newcomer, returnPath } from '@/lib/identity';
import { SignIn } from './sign-in';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl } = await searchParams;
  const onward = returnPath(callbackUrl);
  if (await currentActor()) redirect(onward);
  if (await newcomer()) redirect('/second-factor');
  return <SignIn onward={onward} host={config().MILEPOST_MAIL_HOST} demo={config().MILEPOST_DEMO === '1'} />;
}
