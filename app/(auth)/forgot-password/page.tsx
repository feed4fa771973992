import { getTranslations } from 'next-intl/server';
import { ForgotPassword } from './forgot-password';

export async function generateMetadata() {
  return { title: (await getTranslations('auth.reset'))('title') };
}

export default function ForgotPasswordPage() {
  return <ForgotPassword />;
}
