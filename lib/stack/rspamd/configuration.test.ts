import { expect, it } from 'vitest';
import { rspamdConfiguration } from './configuration';

const settings = {
  directory: '/srv/milepost/rspamd',
  logDirectory: '/srv/milepost/log',
  resolver: '',
  spamFilter: true,
  clamd: '',
};
const plain = (more: Partial<typeof settings> = {}) => rspamdConfiguration({ ...settings, ...more });

it('learns over a socket that only the group of its folder reaches, for each mailbox by itself', () => {
  const text = plain();
  expect(text.match(/worker "controller"/g)).toHaveLength(1);
  expect(text).toContain('bind_socket = "/srv/milepost/rspamd/learn/learn.sock mode=0666"');
  expect(text).toContain('users_enabled = "return function(task) return milepost_learning.mailbox_of(task) end"');
  expect(text).toContain('learn_condition = ');
  // Without a file for them, the controller saves no limits.
  expect(text).not.toMatch(/^\s*dynamic_conf =/m);
});

it('judges nothing by score and learns nothing when the filter is off, and still checks senders', () => {
  const text = plain({ spamFilter: false });
  expect(text).toContain('actions { reject = 1000; "add header" = 1000;');
  expect(text).not.toContain('controller');
  expect(text).not.toContain('classifier');
  expect(text).toContain('lua = "/srv/milepost/rspamd/milepost.lua"');
  expect(text).toContain('DMARC_REJECT');
});

it('asks a virus scanner only if there is one', () => {
  expect(plain()).not.toContain('antivirus');
  const text = plain({ clamd: '/run/clamav/clamd.ctl' });
  expect(text).toContain('servers = "/run/clamav/clamd.ctl"');
  expect(text).toContain('action = "reject"; message = "Virus found: $');
  // Nothing that the settings of a socket disable.
  expect(text.slice(text.indexOf('settings {'))).not.toContain('CLAM');
});
