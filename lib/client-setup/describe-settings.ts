import { createHash } from 'node:crypto';
import type { OfferedSettings } from './offered-settings';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const xml = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

/** Thunderbird's format and that of many others (wiki.mozilla.org, Thunderbird:Autoconfiguration:ConfigFileFormat 1.1). */
export function autoconfig({ domain, settings, protocols }: OfferedSettings): string {
  const { host, imap, pop3, submission } = settings;
  const server = (tag: string, type: string, port: number, socket: 'SSL' | 'STARTTLS') => `
    <${tag} type="${type}">
      <hostname>${xml(host)}</hostname>
      <port>${port}</port>
      <socketType>${socket}</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </${tag}>`;
  // The first one that a program can do is the one it takes: IMAP before POP3, TLS from the first byte before STARTTLS.
  const servers = [
    ...(protocols.imap
      ? [server('incomingServer', 'imap', imap.tls, 'SSL'), server('incomingServer', 'imap', imap.startTls, 'STARTTLS')]
      : []),
    ...(protocols.pop3
      ? [server('incomingServer', 'pop3', pop3.tls, 'SSL'), server('incomingServer', 'pop3', pop3.startTls, 'STARTTLS')]
      : []),
    ...(protocols.submission
      ? [
          server('outgoingServer', 'smtp', submission.tls, 'SSL'),
          server('outgoingServer', 'smtp', submission.startTls, 'STARTTLS'),
        ]
      : []),
  ];
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

/** Outlook's answer in plain XML ([MS-OXDSCLI], 2.2.3), with the address that asked as the name to sign in with. */
export function autodiscover({ settings, protocols }: OfferedSettings, address: string): string {
  const { host, imap, pop3, submission } = settings;
  const protocol = (type: string, port: number, more = '') => `
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
  const offered = [
    ...(protocols.imap ? [protocol('IMAP', imap.tls)] : []),
    ...(protocols.pop3 ? [protocol('POP3', pop3.tls)] : []),
    ...(protocols.submission
      ? [protocol('SMTP', submission.tls, '\n        <UsePOPAuth>on</UsePOPAuth>\n        <SMTPLast>off</SMTPLast>')]
      : []),
  ];
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

/** The address in what Outlook asks; null when it asks for something else. Read as text: nothing in it is resolved. */
export function autodiscoverAddress(body: string): string | null {
  const found = /<EMailAddress>\s*([^<>\s]{3,320})\s*<\/EMailAddress>/i.exec(body)?.[1];
  return found && /^[^@]+@[^@]+$/.test(found) ? found : null;
}

/** The same device gets the same ids, so that a profile that is installed again replaces the first. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)]
    .join('-')
    .toUpperCase();
}

/** Apple's configuration profile (Device Management, com.apple.mail.managed). It holds no password: the device asks. */
export function mobileConfig(
  { domain, settings }: Pick<OfferedSettings, 'domain' | 'settings'>,
  address: string,
  name: string,
): string {
  const { host, imap, submission } = settings;
  const pairs = (rows: [string, string | number | boolean][], indent: string) =>
    rows
      .map(([key, value]) => {
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
    ['IncomingMailServerPortNumber', imap.tls],
    ['IncomingMailServerUseSSL', true],
    ['IncomingMailServerUsername', address],
    ['OutgoingMailServerAuthentication', 'EmailAuthPassword'],
    ['OutgoingMailServerHostName', host],
    ['OutgoingMailServerPortNumber', submission.tls],
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

/** RFC 8461, 3.2. Failures are only reported, until the host's certificate is known to be one that others trust. */
export function mtaStsPolicy(host: string): string {
  return ['version: STSv1', 'mode: testing', `mx: ${host}`, 'max_age: 604800', ''].join('\r\n');
}
