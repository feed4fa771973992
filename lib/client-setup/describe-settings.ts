import { createHash } from 'node:crypto';
import { clientProtocols, protocolFacts, settingsTypeOf } from '@/lib/protocols/values';
import type { OfferedSettings } from './offered-settings';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const xml = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

/**
 * Thunderbird's format, which many other clients use (wiki.mozilla.org, Thunderbird:Autoconfiguration:ConfigFileFormat
 * 1.1).
 */
export function autoconfig({ domain, settings, protocols }: OfferedSettings): string {
  const { host, ports } = settings;
  const server = (tag: string, type: string, port: number, socket: 'SSL' | 'STARTTLS') => `
    <${tag} type="${type}">
      <hostname>${xml(host)}</hostname>
      <port>${port}</port>
      <socketType>${socket}</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </${tag}>`;
  // A client uses the first one that it supports, so IMAP comes before POP3, and implicit TLS before STARTTLS.
  const servers = clientProtocols.flatMap((protocol) => {
    const type = settingsTypeOf(protocol);
    if (!type || !protocols[protocol]) return [];
    const tag = protocolFacts[protocol].reads ? 'incomingServer' : 'outgoingServer';
    const { tls, startTls } = ports[protocol] ?? {};
    return [tls ? server(tag, type, tls, 'SSL') : '', startTls ? server(tag, type, startTls, 'STARTTLS') : ''];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${xml(domain)}">
    <domain>${xml(domain)}</domain>
    <displayName>${xml(domain)}</displayName>
    <displayShortName>${xml(domain)}</displayShortName>${servers.join('')}
  </emailProvider>
</clientConfig>
`;
}

/** The answer for Outlook ([MS-OXDSCLI], 2.2.3), with the requested address as the sign-in name. */
export function autodiscover({ settings, protocols }: OfferedSettings, address: string): string {
  const { host, ports } = settings;
  const entry = (type: string, port: number, more: string) => `
      <Protocol>
        <Type>${type}</Type>
        <Server>${xml(host)}</Server>
        <Port>${port}</Port>
        <DomainRequired>off</DomainRequired>
        <LoginName>${xml(address)}</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <AuthRequired>on</AuthRequired>${more}
      </Protocol>`;
  const sends = '\n        <UsePOPAuth>on</UsePOPAuth>\n        <SMTPLast>off</SMTPLast>';
  const offered = clientProtocols.flatMap((protocol) => {
    const type = settingsTypeOf(protocol)?.toUpperCase();
    const port = ports[protocol]?.tls;
    if (!type || !port || !protocols[protocol]) return [];
    return entry(type, port, protocolFacts[protocol].reads ? '' : sends);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>${offered.join('')}
    </Account>
  </Response>
</Autodiscover>
`;
}

/**
 * The address in a request of Outlook, or null for other requests. It is parsed as text, so no XML entities are
 * resolved.
 */
export function autodiscoverAddress(body: string): string | null {
  const found = /<EMailAddress>\s*([^<>\s]{3,320})\s*<\/EMailAddress>/i.exec(body)?.[1];
  return found && /^[^@]+@[^@]+$/.test(found) ? found : null;
}

/** The same device gets the same ids, so that installing a profile again replaces the first one. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)]
    .join('-')
    .toUpperCase();
}

/**
 * Apple's configuration profile (Device Management, com.apple.mail.managed). It has one account for reading and
 * sending, and no password: the device asks for it.
 */
export function mobileConfig(
  { domain, settings }: Pick<OfferedSettings, 'domain' | 'settings'>,
  address: string,
  name: string,
): string {
  const { host, ports } = settings;
  const pairs = (rows: [string, string | number | boolean | undefined][], indent: string) =>
    rows
      .flatMap(([key, value]) => {
        if (value === undefined) return [];
        const typed =
          typeof value === 'boolean'
            ? `<${value}/>`
            : typeof value === 'number'
              ? `<integer>${value}</integer>`
              : `<string>${xml(value)}</string>`;
        return `${indent}<key>${key}</key>\n${indent}${typed}`;
      })
      .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
${pairs(
  [
    ['PayloadType', 'com.apple.mail.managed'],
    ['PayloadVersion', 1],
    ['PayloadIdentifier', `mail.${domain}.${stableId(address).toLowerCase()}`],
    ['PayloadUUID', stableId(`account ${address}`)],
    ['PayloadDisplayName', address],
    ['EmailAccountDescription', address],
    ['EmailAccountName', name || address],
    ['EmailAccountType', 'EmailTypeIMAP'],
    ['EmailAddress', address],
    ['IncomingMailServerAuthentication', 'EmailAuthPassword'],
    ['IncomingMailServerHostName', host],
    ['IncomingMailServerPortNumber', ports.imap?.tls],
    ['IncomingMailServerUseSSL', true],
    ['IncomingMailServerUsername', address],
    ['OutgoingMailServerAuthentication', 'EmailAuthPassword'],
    ['OutgoingMailServerHostName', host],
    ['OutgoingMailServerPortNumber', ports.submission?.tls],
    ['OutgoingMailServerUseSSL', true],
    ['OutgoingMailServerUsername', address],
    ['OutgoingPasswordSameAsIncomingPassword', true],
  ],
  '      ',
)}
    </dict>
  </array>
${pairs(
  [
    ['PayloadType', 'Configuration'],
    ['PayloadVersion', 1],
    ['PayloadIdentifier', `profile.${domain}.${stableId(address).toLowerCase()}`],
    ['PayloadUUID', stableId(`profile ${address}`)],
    ['PayloadDisplayName', address],
    ['PayloadOrganization', domain],
    ['PayloadRemovalDisallowed', false],
  ],
  '  ',
)}
</dict>
</plist>
`;
}

/** RFC 8461, 3.2. The mode is "testing", because it is unknown whether others trust the host's certificate. */
export function mtaStsPolicy(host: string): string {
  return ['version: STSv1', 'mode: testing', `mx: ${host}`, 'max_age: 604800', ''].join('\r\n');
}
