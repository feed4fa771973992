import { describe, expect, it } from 'vitest';
import type { Attachment, Draft, Prepared } from '@/lib/webmail/shapes';
import {
  type ComposerEvent,
  type ComposerState,
  completeDraft,
  composerReducer,
  hasRecipient,
  initialState,
  isUploading,
} from './composer-state';

const draft: Draft = {
  key: '00000000-0000-4000-8000-000000000000',
  from: 'anna@a.example',
  to: '',
  cc: '',
  bcc: '',
  subject: '',
  text: 'Hello',
  about: null,
  partsFrom: null,
  parts: [],
  uploads: [],
  saved: null,
};
const file = (part: string): Attachment => ({ part, name: `f${part}`, type: 'text/plain', size: 10 });
const prepared: Prepared = { draft, identities: [], attachments: [], quote: null };
const apply = (events: ComposerEvent[], state: ComposerState = initialState(prepared, '')) =>
  events.reduce(composerReducer, state);
const upload = (key: string): ComposerEvent => ({ type: 'upload-started', upload: { key, name: key, size: 1 } });

describe('a composer', () => {
  it('starts unchanged, with the quotation below the text', () => {
    expect(initialState(prepared, '\n\n> x')).toMatchObject({ draft: { text: 'Hello\n\n> x' }, status: 'clean' });
  });

  it('is unsaved when it was only kept in the browser', () => {
    expect(initialState(prepared, '', true).status).toBe('dirty');
  });

  it('is unsaved after a change, which also clears a failure', () => {
    const state = apply([
      { type: 'failed', text: 'no recipient' },
      { type: 'edited', change: { to: 'b@b.example' } },
    ]);
    expect(state).toMatchObject({ draft: { to: 'b@b.example' }, status: 'dirty', failure: null });
  });

  it('stays in sending while typing continues', () => {
    expect(apply([{ type: 'sending' }, { type: 'edited', change: { text: 'x' } }]).status).toBe('sending');
  });

  it('can be sent again after the server declined', () => {
    const state = apply([{ type: 'sending' }, { type: 'declined', text: 'refused' }]);
    expect(state).toMatchObject({ status: 'dirty', failure: { text: 'refused', warning: false } });
  });

  it('asks about a missing attachment once', () => {
    const state = apply([{ type: 'attachment-missing', text: 'none?' }, { type: 'sending' }]);
    expect(state).toMatchObject({ attachmentAsked: true, failure: null });
  });
});

describe('saving', () => {
  const place = { folder: 'Drafts', uidValidity: '7', uid: 9 };
  const saved = { ...place, conflict: false, attachments: [file('2')] };
  const at = new Date('2026-03-30T12:00:00Z');

  it('turns the uploads that were sent into parts of the draft', () => {
    const before = apply([upload('a'), { type: 'upload-finished', key: 'a', id: 'id-a' }, upload('b')]);
    const sent = completeDraft(before);
    expect(sent.uploads).toEqual(['id-a']);
    const state = apply([{ type: 'saving' }, { type: 'saved', sent, saved, at, warning: null }], before);
    expect(state.uploads.map(({ key }) => key)).toEqual(['b']);
    expect(state.files).toEqual([file('2')]);
    expect(state.draft).toMatchObject({ saved: place, parts: ['2'], partsFrom: place });
    expect(state).toMatchObject({ status: 'clean', savedAt: at });
  });

  it('leaves changes made during saving unsaved', () => {
    const state = apply([
      { type: 'saving' },
      { type: 'edited', change: { text: 'more' } },
      { type: 'saved', sent: draft, saved: { ...saved, attachments: [] }, at, warning: null },
    ]);
    expect(state).toMatchObject({ status: 'dirty', draft: { text: 'more', partsFrom: null } });
  });
});

describe('a message that was sent', () => {
  const place = { folder: 'Drafts', uidValidity: '7', uid: 9 };
  const written = { ...draft, saved: place, partsFrom: place, parts: ['2'] };
  const open = initialState({ ...prepared, draft: written, attachments: [file('2')] }, '');
  const unfiled = { reason: 'mailbox-full', messageId: '<a@a.example>', date: '2026-03-30T12:00:00Z' };

  it('keeps its words until they are kept somewhere', () => {
    const state = apply([{ type: 'sending' }, { type: 'unfiled', unfiled, text: 'full' }], open);
    expect(state).toMatchObject({ unfiled, draft: written, files: [file('2')], status: 'dirty' });
  });

  it('leaves a draft of its own for those who were refused', () => {
    const refused = { to: 'bad@b.example', cc: '', bcc: '' };
    const state = apply([{ type: 'sending' }, { type: 'partly-sent', refused, key: 'k', text: 'not to bad' }], open);
    expect(state.draft).toMatchObject({ ...refused, key: 'k', saved: null, partsFrom: null, parts: [], text: 'Hello' });
    expect(state).toMatchObject({ files: [], status: 'dirty', failure: { warning: true } });
  });

  it('in another window becomes a draft of its own here', () => {
    const elsewhere = { folder: 'INBOX', uidValidity: '3', uid: 4 };
    const forwarded = { ...written, partsFrom: elsewhere };
    const state = apply([{ type: 'already-sent', key: 'k', text: 'sent' }], { ...open, draft: forwarded });
    expect(state.draft).toMatchObject({ key: 'k', saved: null, partsFrom: elsewhere, parts: ['2'] });
    expect(state.files).toEqual([file('2')]);
  });
});

describe('files', () => {
  it('are uploading until the server has named them', () => {
    const state = apply([upload('a')]);
    expect(isUploading(state)).toBe(true);
    expect(isUploading(apply([{ type: 'upload-finished', key: 'a', id: '1' }], state))).toBe(false);
    const failed = apply([{ type: 'upload-failed', key: 'a', text: 'lost' }], state);
    expect(failed).toMatchObject({ uploads: [], status: 'clean', failure: { text: 'lost' } });
  });

  it('leave the draft when they are removed', () => {
    const both: Prepared = { ...prepared, draft: { ...draft, parts: ['2', '3'] }, attachments: [file('2'), file('3')] };
    const state = apply([{ type: 'file-removed', part: '2' }], initialState(both, ''));
    expect(state).toMatchObject({ files: [file('3')], draft: { parts: ['3'] }, status: 'dirty' });
    expect(apply([upload('a'), { type: 'upload-removed', key: 'a' }])).toMatchObject({ uploads: [], status: 'dirty' });
  });
});

describe('recipients', () => {
  it('may be in any of the three fields', () => {
    expect(hasRecipient({ ...draft, to: ' ' })).toBe(false);
    expect(hasRecipient({ ...draft, bcc: 'a@a.example' })).toBe(true);
  });
});
