import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { autoconfig, autodiscover, autodiscoverAddress, mobileConfig, mtaStsPolicy } from './describe-settings';

const offered = {
  domain: 'a.example',
  settings: {
    host: 'mail.host.example',
    ports: {
      imap: { tls: 993, startTls: 143 },
      pop3: { tls: 995, startTls: 110 },
      submission: { tls: 465, startTls: 587 },
      sieve: { startTls: 4190 },
    },
  },
  protocols: { imap: true, pop3: true, submission: true },
};
const read = (text: string) => new JSDOM(text, { contentType: 'application/xml' }).window.document;
const texts = (text: string, selector: string) =>
  [...read(text).querySelectorAll(selector)].map(({ textContent }) => textContent);

it('lists IMAP before POP3, and implicit TLS before STARTTLS, for Thunderbird', () => {
  const found = autoconfig(offered);
  expect(texts(found, 'incomingServer > port')).toEqual(['993', '143', '995', '110']);
  expect(texts(found, 'outgoingServer > socketType')).toEqual(['SSL', 'STARTTLS']);
  expect(read(found).querySelector('incomingServer')?.getAttribute('type')).toBe('imap');
});

it('omits disabled protocols', () => {
  const without = { ...offered, protocols: { imap: true, pop3: false, submission: true } };
  expect(texts(autoconfig(without), 'incomingServer > port')).toEqual(['993', '143']);
  expect(texts(autodiscover(without, 'x@a.example'), 'Type')).toEqual(['IMAP', 'SMTP']);
});

it('escapes an address', () => {
  const address = `o'neil&<b>"@a.example`;
  expect(texts(autodiscover(offered, address), 'LoginName')).toEqual([address, address, address]);
  expect(texts(mobileConfig(offered, address, 'A & B'), 'string')).toEqual(expect.arrayContaining([address, 'A & B']));
});

it.each([
  ['<Autodiscover><Request><EMailAddress>anna@a.example</EMailAddress></Request></Autodiscover>', 'anna@a.example'],
  ['<EMailAddress>  anna@a.example\n</EMailAddress>', 'anna@a.example'],
  ['<EMailAddress>anna</EMailAddress>', null],
  ['<LegacyDN>/o=x</LegacyDN>', null],
  ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><EMailAddress>&e;</EMailAddress>', null],
  ['', null],
])('Outlook asks %j for %s', (body, address) => {
  expect(autodiscoverAddress(body)).toBe(address);
});

it('gives Apple a profile without a password, with the same ids each time', () => {
  const profile = mobileConfig(offered, 'anna@a.example', 'Anna');
  expect(profile).toBe(mobileConfig(offered, 'anna@a.example', 'Anna'));
  expect(profile).not.toBe(mobileConfig(offered, 'ben@a.example', 'Anna'));
  expect(texts(profile, 'integer')).toEqual(['1', '993', '465', '1']);
  expect(profile).not.toMatch(/<key>\w*Password<\/key>\s*<string>/);
});

it('serves the policy with the line ends that RFC 8461 requires', () => {
  expect(mtaStsPolicy('mail.host.example')).toBe(
    'version: STSv1\r\nmode: testing\r\nmx: mail.host.example\r\nmax_age: 604800\r\n',
  );
});
