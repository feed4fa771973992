import { expect, it } from 'vitest';
import { addConsent, hasConsent, maxConsents } from './picture-consent';

const message = { folder: 'INBOX', uidValidity: '7', uid: 1 };
function storage(first?: string) {
  let held = first ?? null;
  return {
    getItem: () => held,
    setItem: (_: string, value: string) => {
      held = value;
    },
  };
}

it('the consent to pictures is for one message, wherever another has its number', () => {
  const store = storage();
  expect(hasConsent(store, 'anna', message)).toBe(false);
  addConsent(store, 'anna', message);
  expect(hasConsent(store, 'anna', message)).toBe(true);
  for (const other of [{ uid: 11 }, { uidValidity: '8' }, { folder: 'Junk' }])
    expect(hasConsent(store, 'anna', { ...message, ...other })).toBe(false);
});

it('keeps the latest, once each, and survives what it cannot read', () => {
  const store = storage('{"x"');
  for (let uid = 1; uid <= maxConsents + 1; uid += 1) addConsent(store, 'anna', { ...message, uid });
  addConsent(store, 'anna', { ...message, uid: 2 });
  expect(hasConsent(store, 'anna', { ...message, uid: 1 })).toBe(false);
  expect(hasConsent(store, 'anna', { ...message, uid: 2 })).toBe(true);
  expect(JSON.parse(store.getItem() ?? '[]')).toHaveLength(maxConsents);
});
