import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { scramVerifier } from './scram';

// The exchange of RFC 7677, 3.
const salt = 'W22ZaJ0SNY7soEsUEjb6gQ==';
const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`;
const proof = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
const signature = '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

test('a verifier accepts the client and signs as the server of the RFC', () => {
  const found = /^SCRAM-SHA-256\$4096:(\S+)\$(\S+):(\S+)$/.exec(scramVerifier('pencil', Buffer.from(salt, 'base64')));
  const [, ownSalt = '', stored = '', server = ''] = found ?? [];
  expect(ownSalt).toBe(salt);
  const signed = (key: string) => createHmac('sha256', Buffer.from(key, 'base64')).update(exchange).digest();
  expect(signed(server).toString('base64')).toBe(signature);
  const mask = signed(stored);
  const clientKey = Buffer.from(proof, 'base64').map((byte, index) => byte ^ (mask[index] ?? 0));
  expect(createHash('sha256').update(clientKey).digest('base64')).toBe(stored);
});

test('each verifier has its own salt, and does not contain the password', () => {
  const [one, two] = [scramVerifier('secret'), scramVerifier('secret')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('secret');
});
