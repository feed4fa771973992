import { pageTitle } from '@/app/page-title';
import { ForgotPassword } from './forgot-password';

export const generateMetadata = pageTitle('auth.reset');

export default function ForgotPasswordPage() {
  return <ForgotPassword />;
}
