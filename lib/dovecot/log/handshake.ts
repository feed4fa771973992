import { z } from 'zod';
import { base, service } from './fields';

/** A connection that ended before the sign-in, because client and server could not agree on TLS. */
export const handshake = z.object({
  kind: z.literal('handshake'),
  ...base,
  service,
  remoteIp: z.string(),
  reason: z.enum(['old-tls', 'no-cipher', 'certificate-refused', 'not-tls', 'other']),
});
export type HandshakeReason = z.infer<typeof handshake>['reason'];

/** The words of OpenSSL (`openssl errstr`). Alerts are those of the client (RFC 8446, 6.2). The first one decides. */
const reasons: readonly (readonly [RegExp, HandshakeReason])[] = [
  [/unsupported protocol|alert protocol version|version too low|inappropriate fallback/, 'old-tls'],
  [/no shared cipher|no suitable|alert (?:handshake failure|insufficient security)/, 'no-cipher'],
  [
    /alert (?:bad certificate|unsupported certificate|certificate (?:revoked|expired|unknown)|unknown ca|access denied)/,
    'certificate-refused',
  ],
  [/wrong version number|https? (?:proxy )?request|unknown protocol/, 'not-tls'],
];

/**
 * Why the handshake failed, from what Dovecot says of TLS at the end of the line; null if it did not fail. A client that
 * closes the connection without a word may be a monitor that looks whether the port is open.
 */
export function handshakeReason(tls: string): HandshakeReason | null {
  const [, during, words = ''] = /^TLS( handshaking)?: .*failed: error:[0-9A-F]+:(.*)$/.exec(tls) ?? [];
  if (words === '') return null;
  const reason = reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
  // In TLS 1.3, a client may refuse the certificate when the server has finished.
  return during || reason === 'certificate-refused' ? reason : null;
}
