import { expect, test } from 'vitest';
import { clash, decidePorts, hostOf, offsets, portSettings, type StackPorts, variableOf } from './ports';

const settings = (env: Record<string, string>) => portSettings(env);

test('with a base every port has its offset, and a port with its own variable has priority', () => {
  const ports = decidePorts(
    settings({ MILEPOST_PORT_BASE: '31000', MILEPOST_PORT_SMTP_SUBMISSION: '2525' }),
    undefined,
  );
  expect(ports?.panel).toBe(31_300);
  expect(ports?.imaps).toBe(31_993);
  expect(ports?.smtpSubmission).toBe(2525);
});

test('recorded ports are used again, unless there are variables', () => {
  const recorded = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, 20_000 + offset]));
  expect(decidePorts(settings({}), recorded)).toEqual(recorded);
  expect(decidePorts(settings({ MILEPOST_PORT_IMAP: '143' }), recorded)?.imap).toBe(143);
  expect(decidePorts(settings({ MILEPOST_PORT_BASE: '40000' }), recorded)?.imap).toBe(40_143);
});

test('without a base or a complete record, a free block is searched', () => {
  expect(decidePorts(settings({ MILEPOST_PORT_IMAP: '143' }), undefined)).toBeUndefined();
  expect(decidePorts(settings({}), { panel: 20_300 })).toBeUndefined();
});

test.each(['0', '65536', '-1', '1e3', '80 ', 'http', '80.5'])('%s is not a port', (text) => {
  expect(() => settings({ MILEPOST_PORT_PANEL: text })).toThrow(
    'MILEPOST_PORT_PANEL must be a whole number from 1 to 65535',
  );
});

test('a base leaves room for the highest offset', () => {
  expect(() => settings({ MILEPOST_PORT_BASE: '64537' })).toThrow('MILEPOST_PORT_BASE');
  expect(settings({ MILEPOST_PORT_BASE: '64536' }).base).toBe(64_536);
});

test('one port for two uses is detected', () => {
  const ports = decidePorts(settings({ MILEPOST_PORT_BASE: '30000', MILEPOST_PORT_POP3: '30143' }), undefined);
  expect(clash(ports as StackPorts)).toEqual(['imap', 'pop3']);
  expect(clash(decidePorts(settings({ MILEPOST_PORT_BASE: '30000' }), undefined) as StackPorts)).toBeUndefined();
});

test('the database, doveadm and the relays are never public', () => {
  for (const name of ['postgres', 'doveadm', 'relay', 'reinject', 'smtpSubmission', 'policy'] as const) {
    expect(hostOf(name, { listen: '0.0.0.0', listenPanel: '0.0.0.0' })).toBe('127.0.0.1');
  }
  expect(hostOf('imap', { listen: '0.0.0.0', listenPanel: '127.0.0.1' })).toBe('0.0.0.0');
  expect(hostOf('panel', { listen: '0.0.0.0', listenPanel: '127.0.0.1' })).toBe('127.0.0.1');
  expect(variableOf('pop3s')).toBe('MILEPOST_PORT_POP3S');
});

test('an older data directory keeps its ports and gets that of the policy', () => {
  const { policy: _, ...before } = decidePorts(settings({ MILEPOST_PORT_BASE: '40000' }), undefined) ?? {};
  expect(decidePorts(settings({}), { ...before, imap: 1143 })).toEqual({ ...before, imap: 1143, policy: 40_192 });
});
