import { expect, it } from 'vitest';
import { compose, type Outgoing } from './compose';

const person = { name: '', address: 'a@a.example' };
const mail: Outgoing = {
  from: person,
  to: [person],
  cc: [],
  bcc: [],
  subject: 's',
  text: 'words',
  html: null,
  pictures: [],
  messageId: '<1@a.example>',
  date: new Date(0),
  inReplyTo: null,
  references: [],
  files: [],
};

it('a message without formatting is plain text, with the fields of a draft', async () => {
  const text = (await compose(mail, { keepBcc: false, headers: { 'X-Milepost-Draft': 'k' } })).toString();
  expect(text).toMatch(/^Content-Type: text\/plain/m);
  expect(text).toMatch(/^X-Milepost-Draft: k\r$/m);
});

it('formatting is an alternative to the text, and its pictures belong to it', async () => {
  const pictures = [{ name: 'p.png', type: 'image/png', bytes: Buffer.from('x'), cid: '2@forwarded' }];
  const files = [{ name: 'f.csv', type: 'text/csv', bytes: Buffer.from('1') }];
  const text = (await compose({ ...mail, html: '<b>words</b>', pictures, files }, { keepBcc: false })).toString();
  const order = [
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/png',
  ];
  const at = order.map((type) => text.indexOf(`Content-Type: ${type}`));
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(at[0]).toBeGreaterThan(0);
  expect(text).toContain('Content-ID: <2@forwarded>');
  expect(text).toContain('f.csv');
});
