import { expect, it } from 'vitest';
import { isSomebodyElse } from './notify';

const owner = { kind: 'mailbox', id: 'm1', name: 'anna@a.example', ip: null } as const;

it.each([
  ['the owner', owner, false],
  ['another owner', { ...owner, id: 'm2' }, true],
  ['an administrator', { kind: 'person', id: 'p1', name: 'Rita', ip: null } as const, true],
  ['somebody who views the panel as the owner', { ...owner, viewedBy: { id: 'p1', name: 'Rita' } }, true],
  ['a background job', { kind: 'system', id: 'devices', name: 'devices', ip: null } as const, true],
])('%s is somebody else: %s', (_, author, expected) => {
  expect(isSomebodyElse(author, { mailboxId: 'm1' })).toBe(expected);
});
