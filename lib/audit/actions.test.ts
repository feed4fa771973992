import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { auditActions, currentAction, earlierActions, earlierCodesOf } from './actions';

const messages = path.join(import.meta.dirname, '../i18n/messages');

function codesOf(catalogue: string): string[] {
  const { audit } = JSON.parse(readFileSync(path.join(messages, catalogue), 'utf8')) as {
    audit: { action: Record<string, Record<string, string>> };
  };
  return Object.entries(audit.action).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`));
}

test.each(readdirSync(messages))('%s has a text for every action and for no other', (catalogue) => {
  expect(codesOf(catalogue).sort()).toEqual([...auditActions].sort());
});

test('an action is declared once, as noun.verb', () => {
  expect(new Set(auditActions).size).toBe(auditActions.length);
  expect(auditActions.filter((action) => !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(action))).toEqual([]);
});

test('an earlier code is not a current one', () => {
  expect(Object.keys(earlierActions).filter((stored) => auditActions.some((action) => action === stored))).toEqual([]);
});

test('a stored code is read as the current one', () => {
  expect(currentAction('session.end')).toBe('session.disconnect');
  expect(currentAction('session.disconnect')).toBe('session.disconnect');
  expect(currentAction('unheard.of')).toBe('unheard.of');
  expect(currentAction('constructor')).toBe('constructor');
});

test('a search for a current code finds the earlier ones', () => {
  expect(earlierCodesOf('Session.Disconnect')).toEqual(['session.end']);
  expect(earlierCodesOf('network.')).toEqual(['network-block.create', 'network-block.lift']);
  expect(earlierCodesOf('mailbox.create')).toEqual([]);
});
