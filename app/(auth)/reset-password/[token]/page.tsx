import { getTranslations } from 'next-intl/server';
import { readReset } from '@/lib/people';
import { GoneLink } from '../../gone-link';
import { ResetPassword } from './reset-password';

export async function generateMetadata() {
  return { title: (await getTranslations('auth.reset'))('title') };
}

export default async function ResetPasswordPage({ params }: PageProps<'/reset-password/[token]'>) {
  const { token } = await params;
  return (await readReset(token)) ? <ResetPassword token={token} /> : <GoneLink what="reset" />;
}
