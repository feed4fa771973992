import type { Attachment, Draft, Prepared, SavedDraft, Sent } from '@/lib/webmail/shapes';

export interface Upload {
  key: string;
  name: string;
  size: number;
  /** Null while the file is being uploaded. */
  id: string | null;
}

export interface Failure {
  text: string;
  /** A warning: sending again proceeds. */
  warning: boolean;
}

export interface ComposerState {
  draft: Draft;
  /** Files that are parts of the saved draft or of the forwarded message. */
  files: Attachment[];
  uploads: Upload[];
  status: 'clean' | 'dirty' | 'saving' | 'sending';
  /** The message was sent, but its copy is kept nowhere yet. Then it is no draft any more. */
  unfiled: Sent['unfiled'];
  savedAt: Date | null;
  failure: Failure | null;
  /** Whether the warning about a missing attachment was shown. */
  attachmentAsked: boolean;
}

export type ComposerEvent =
  | { type: 'edited'; change: Partial<Draft> }
  | { type: 'saving' }
  | { type: 'saved'; sent: Draft; saved: SavedDraft; at: Date; warning: string | null }
  | { type: 'sending' }
  | { type: 'discarding' }
  /** The server declined to save or to send. */
  | { type: 'declined'; text: string }
  /** It was sent, and is in no folder. */
  | { type: 'unfiled'; unfiled: NonNullable<Sent['unfiled']>; text: string }
  /** Some recipients were refused: they stay, as those of a message of its own. */
  | { type: 'partly-sent'; refused: Pick<Draft, 'to' | 'cc' | 'bcc'>; key: string; text: string }
  /** Another window sent this draft. What is written here may become another message. */
  | { type: 'already-sent'; key: string; text: string }
  /** The input is invalid; nothing was sent. */
  | { type: 'failed'; text: string }
  | { type: 'attachment-missing'; text: string }
  | { type: 'file-removed'; part: string }
  | { type: 'upload-started'; upload: Omit<Upload, 'id'> }
  | { type: 'upload-finished'; key: string; id: string }
  | { type: 'upload-failed'; key: string; text: string }
  | { type: 'upload-removed'; key: string };

/** `restored`: the words were never saved on the server. */
export function initialState({ draft, attachments }: Prepared, quotation: string, restored = false): ComposerState {
  return {
    draft: { ...draft, text: draft.text + quotation },
    files: attachments,
    uploads: [],
    status: restored ? 'dirty' : 'clean',
    unfiled: null,
    savedAt: null,
    failure: null,
    attachmentAsked: false,
  };
}

export function composerReducer(state: ComposerState, event: ComposerEvent): ComposerState {
  const { uploads } = state;
  switch (event.type) {
    case 'edited':
      return edited(state, event.change);
    case 'saving':
      return { ...state, status: 'saving' };
    case 'saved':
      return saved(state, event);
    case 'sending':
      return { ...state, status: 'sending', failure: null };
    case 'discarding':
      return { ...state, status: 'sending' };
    case 'declined':
      return { ...state, status: 'dirty', failure: { text: event.text, warning: false } };
    case 'unfiled':
      return {
        ...state,
        status: 'dirty',
        unfiled: event.unfiled,
        failure: { text: event.text, warning: true },
      };
    case 'partly-sent':
      return ofItsOwn({ ...state, draft: { ...state.draft, ...event.refused } }, event);
    case 'already-sent':
      return ofItsOwn(state, event);
    case 'failed':
      return { ...state, failure: { text: event.text, warning: false } };
    case 'attachment-missing':
      return { ...state, failure: { text: event.text, warning: true }, attachmentAsked: true };
    case 'file-removed':
      return edited(
        { ...state, files: state.files.filter(({ part }) => part !== event.part) },
        { parts: state.draft.parts.filter((part) => part !== event.part) },
      );
    case 'upload-started':
      return { ...state, uploads: [...uploads, { ...event.upload, id: null }] };
    case 'upload-finished':
      return {
        ...state,
        uploads: uploads.map((one) => (one.key === event.key ? { ...one, id: event.id } : one)),
        status: 'dirty',
      };
    case 'upload-failed':
      return {
        ...state,
        uploads: uploads.filter(({ key }) => key !== event.key),
        failure: { text: event.text, warning: false },
      };
    case 'upload-removed':
      return { ...state, uploads: uploads.filter(({ key }) => key !== event.key), status: 'dirty' };
  }
}

/** What is written, as a draft that has not been sent. The files of the sent one are gone with it. */
function ofItsOwn(state: ComposerState, { key, text }: { key: string; text: string }): ComposerState {
  const { saved, partsFrom } = state.draft;
  const lost = saved !== null && partsFrom?.uid === saved.uid && partsFrom.uidValidity === saved.uidValidity;
  return {
    ...state,
    draft: { ...state.draft, key, saved: null, ...(lost ? { partsFrom: null, parts: [] } : {}) },
    files: lost ? [] : state.files,
    uploads: [],
    status: 'dirty',
    failure: { text, warning: true },
  };
}

function edited(state: ComposerState, change: Partial<Draft>): ComposerState {
  return {
    ...state,
    draft: { ...state.draft, ...change },
    status: state.status === 'sending' ? 'sending' : 'dirty',
    failure: null,
  };
}

/** Saved uploads become parts of the draft. Changes made in the meantime stay unsaved. */
function saved(
  state: ComposerState,
  { sent, saved: { attachments, conflict: _, ...at }, at: savedAt, warning }: Extract<ComposerEvent, { type: 'saved' }>,
): ComposerState {
  return {
    ...state,
    draft: {
      ...state.draft,
      saved: at,
      parts: attachments.map(({ part }) => part),
      partsFrom: attachments.length > 0 ? at : null,
    },
    files: attachments,
    uploads: state.uploads.filter(({ id }) => !id || !sent.uploads.includes(id)),
    status: state.status === 'saving' ? 'clean' : state.status,
    savedAt,
    failure: warning ? { text: warning, warning: true } : state.failure,
  };
}

export function isUploading({ uploads }: Pick<ComposerState, 'uploads'>): boolean {
  return uploads.some(({ id }) => !id);
}

/** The draft with the uploads that belong to it. */
export function completeDraft({ draft, uploads }: ComposerState): Draft {
  return { ...draft, uploads: uploads.flatMap(({ id }) => id ?? []) };
}

export function hasRecipient({ to, cc, bcc }: Draft): boolean {
  return [to, cc, bcc].some((field) => field.trim() !== '');
}
