import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Parsed when the panel is built: the parser stays out of the browser.
  experimental: {
    messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true },
  },
});
const development = process.env.NODE_ENV === 'development';

/**
 * Scripts: Next writes its flight data as inline scripts, so 'unsafe-inline' stays until pages carry a nonce; mail never
 * reaches this document, only a sandboxed frame with a policy of its own. Pictures in mail come through our own proxy.
 */
const policy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${development ? ' ws:' : ''}`,
  "frame-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

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
  // Attachments come up through a server action or a route; the mail host takes messages of 50 MB.
  experimental: { serverActions: { bodySizeLimit: '50mb' } },
  // Programs write the name of this file as they like; a path of a rewrite is compared without regard to case.
  async rewrites() {
    return {
      beforeFiles: [{ source: '/autodiscover/autodiscover.xml', destination: '/autodiscover/autodiscover.xml' }],
    };
  },
  async headers() {
    return [
      {
        // Bytes of mail carry policies of their own, stricter ones; two policies in one answer would only add up.
        source: '/((?!api/mail/).*)',
        headers: [
          { key: 'Content-Security-Policy', value: policy },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'no-referrer' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
        ],
      },
    ];
  },
};

export default withNextIntl(config);
