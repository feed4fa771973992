import { expect, test } from 'vitest';
import { judgePostfix } from './self-check';

const wanted = { milters: { 25: '/d/mx.sock', 587: '/d/out.sock' }, counted: [587] };
const printed = `127.0.0.1:25/inet/smtpd_milters = unix:/d/mx.sock
127.0.0.1:587/inet/smtpd_milters = unix:/d/out.sock
127.0.0.1:587/inet/smtpd_end_of_data_restrictions = $outbound_policy
`;

test('what is in force is fine', () => {
  expect(judgePostfix(printed, wanted)).toEqual([]);
});

test.each([
  ['127.0.0.1:25/inet/smtpd_milters = unix:/d/mx.sock\n', 'Postfix does not let rspamd judge mail at port 25'],
  ['unix:/d/out.sock', 'Postfix does not let rspamd judge mail at port 587'],
  ['$outbound_policy', 'Postfix does not count what is sent at port 587'],
])('without %j there is a warning', (part, warning) => {
  expect(
    judgePostfix(
      printed.replace(part, () => ''),
      wanted,
    ),
  ).toEqual([warning]);
});
