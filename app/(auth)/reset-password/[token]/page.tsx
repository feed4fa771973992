import { pageTitle } from '@/app/page-title';
import { readReset } from '@/lib/people';
import { InvalidLink } from '../../invalid-link';
import { ResetPassword } from './reset-password';

export const generateMetadata = pageTitle('auth.reset');

export default async function ResetPasswordPage({ params }: PageProps<'/reset-password/[token]'>) {
  const { token } = await params;
  const reset = await readReset(token);
  return reset ? <ResetPassword token={token} asks={reset.asks} /> : <InvalidLink what="reset" />;
}
