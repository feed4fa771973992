import { describe, expect, it } from 'vitest';
import { draftShape } from '@/lib/webmail/requests';
import { refusedRecipients } from './refused-recipients';

const refused = (...addresses: string[]) => addresses.map((address) => ({ address, reason: '550' }));

describe('after some recipients were refused', () => {
  it('only these stay, each in its field', () => {
    const draft = draftShape.parse({
      from: 'a@a.example',
      to: 'Good <good@b.example>, Bad <Bad@b.example>',
      cc: 'other@b.example',
      bcc: 'worse@b.example, bad@b.example',
    });
    expect(refusedRecipients(draft, refused('bad@b.example', 'worse@b.example'))).toEqual({
      to: 'bad@b.example',
      cc: '',
      bcc: 'worse@b.example',
    });
    expect(refusedRecipients(draft, [])).toEqual({ to: '', cc: '', bcc: '' });
  });
});
