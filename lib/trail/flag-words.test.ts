import { expect, it } from 'vitest';
import { flagWord } from './values';

it.each([
  ['\\Seen', 'read'],
  ['\\Recent', 'new'],
  ['\\SEEN', 'read'],
  ['$POP3Deleted', 'pop3-deleted'],
  ['$Junk', 'junk'],
  ['NonJunk', 'not-junk'],
  ['$Forwarded', 'forwarded'],
  ['$MyLabel', null],
  ['constructor', null],
])('%s is %s', (flag, word) => {
  expect(flagWord(flag)).toBe(word);
});
