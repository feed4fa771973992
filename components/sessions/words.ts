'use client';

import { useTranslations } from 'next-intl';
import type { SessionRow } from '@/lib/activity/shapes';

type Client = Pick<SessionRow, 'protocol' | 'clientName' | 'clientVersion'>;
type Credential = Pick<SessionRow, 'credential' | 'credentialLabel'>;

/** "Outlook 16", or null when the client sent no ID. */
export function clientText({ clientName, clientVersion }: Client): string | null {
  return clientName ? [clientName, clientVersion].filter(Boolean).join(' ') : null;
}

/** Texts about a session that several places show. */
export function useSessionWords() {
  const t = useTranslations('sessions');
  return {
    protocol: (protocol: SessionRow['protocol']) => t(`protocol.${protocol}`),
    client: (row: Client) => (row.protocol === 'webmail' ? t('client.web') : (clientText(row) ?? t('client.notSent'))),
    credential: ({ credential, credentialLabel }: Credential) => {
      if (!credential) return t('credential.unknown');
      if (credential === 'main') return t('credential.main');
      if (credential.startsWith('web')) return t('credential.web');
      return credentialLabel ? t('credential.app', { name: credentialLabel }) : t('credential.appGone');
    },
    transport: (row: Pick<SessionRow, 'transport' | 'tlsProtocol'>) =>
      row.transport === 'tls' ? tlsText(row.tlsProtocol) : t(`transport.${row.transport}`),
  };
}

/** Dovecot writes "TLSv1.3"; people say "TLS 1.3". */
export function tlsText(tlsProtocol: string | null): string {
  return tlsProtocol ? tlsProtocol.replace(/^TLSv/, 'TLS ') : 'TLS';
}
