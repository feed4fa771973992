import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Parsed when the panel is built: the parser stays out of the browser.
  experimental: {
    messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true },
  },
});
/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.MILEPOST_DIST ?? '.next/plain',
  typescript: {
    // `npm run check` is where types are checked.
    ignoreBuildErrors: true,
    ...(process.env.MILEPOST_TSCONFIG ? { tsconfigPath: process.env.MILEPOST_TSCONFIG } : {}),
  },
  poweredByHeader: false,
  serverExternalPackages: ['imapflow', 'nodemailer', 'postal-mime', 'pg', 'graphile-worker', 'jsdom'],
  // The limit of every body is in lib/http/before-next.mjs; files come up through routes.
  experimental: { serverActions: { bodySizeLimit: '5mb' } },
  // Programs write the name of this file as they like; a path of a rewrite is compared without regard to case.
  async rewrites() {
    return {
      beforeFiles: [{ source: '/autodiscover/autodiscover.xml', destination: '/autodiscover/autodiscover.xml' }],
    };
  },
  async headers() {
    return [
      {
        // Bytes of mail carry headers of their own, stricter ones. The policy of pages is in lib/http/before-next.mjs.
        source: '/((?!api/mail/).*)',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          // With no-referrer, a browser would send our own forms with the Origin null.
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
        ],
      },
    ];
  },
};

export default withNextIntl(config);
