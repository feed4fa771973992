import { expect, it } from 'vitest';
import { doerOf } from './values';

it.each([
  ['doveadm', null, 'doveadm'],
  ['doveadm', 'remove', 'retention'],
  ['doveadm', 'restore', 'panel'],
  ['doveadm', 'purge-removed', 'panel'],
  ['doveadm', 'unrecorded', 'unrecorded'],
  ['lmtp', null, 'lmtp'],
])('a step of %s with the command %s is by %s', (service, command, doer) => {
  expect(doerOf({ service, command })).toBe(doer);
});
