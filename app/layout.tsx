import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Toasts } from '@/components/shell/toasts';
import { ZoneCookie } from '@/components/shell/zone-cookie';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Milepost', template: '%s · Milepost' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f6f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1316' },
  ],
};

/** The server renders the theme from a cookie, so that no script must run before the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('milepost-theme')?.value;
  return (
    <html lang={await getLocale()} data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>
        <NextIntlClientProvider>
          {children}
          <Toasts />
          <ZoneCookie />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
