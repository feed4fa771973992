import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ImportedMessage {
  /** 32 hex digits. */
  guid: string;
  received: Date;
  /** When it was saved in this folder. */
  saved: Date;
  flags: { seen?: boolean; answered?: boolean; flagged?: boolean; draft?: boolean };
  /** With CRLF. */
  source: Buffer;
}

export interface ImportedFolder {
  /** With a slash between levels. */
  name: string;
  guid: string;
  /** UIDs are 1, 2, 3 … in this order. */
  messages: ImportedMessage[];
}

/** A mailbox has at most a few megabytes, so an import that takes longer hangs. */
const timeoutMs = 60_000;

/**
 * Imports folders with mail into an empty mailbox, with the protocol of `doveadm dsync-server` on its standard input
 * (Dovecot 2.3, dsync version 3.5). Only this keeps the time when a message was saved in its folder, which "Trash older
 * than 30 days" uses, and its GUID. Must run as root or as the user of Dovecot. It writes nothing to Dovecot's log.
 */
export function importMail(
  dataDirectory: string,
  user: string,
  folders: readonly ImportedFolder[],
  now: Date,
): Promise<void> {
  // Folders are indexed on the first search, instead of indexing all sixty mailboxes now.
  const args = [
    '-c',
    `${dataDirectory}/dovecot/dovecot.conf`,
    '-o',
    'plugin/fts_autoindex=no',
    'dsync-server',
    '-u',
    user,
  ];
  const child = spawn('doveadm', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  // A broken pipe is reported by the exit code.
  child.stdin.on('error', () => {});
  const conversation = new Conversation((bytes) => child.stdin.write(bytes), folders, now);
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      conversation.hear(line);
    } catch (error) {
      complaints += String(error);
      child.kill();
    }
  });
  conversation.begin();
  const timer = setTimeout(() => child.kill(), timeoutMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (conversation.finished && code === 0) return resolve();
      // mail_log writes to the standard error of a command, and so do errors.
      const wrong = complaints
        .split('\n')
        .filter((line) => !line.includes(': Info: '))
        .join('\n')
        .trim();
      reject(new Error(`Mail of ${user} could not be imported (exit ${code}): ${wrong || complaints.slice(-500)}`));
    });
  });
}

/** The names of the fields by item, in the order in which they are sent. */
const fields = {
  H: 'hostname sync_ns_prefix sync_box sync_box_guid sync_type debug sync_visible_namespaces exclude_mailboxes send_mail_requests backup_send backup_recv lock_timeout no_mail_sync no_backup_overwrite purge_remote no_notify sync_since_timestamp sync_max_size sync_flags sync_until_timestamp virtual_all_box empty_hdr_workaround import_commit_msgs_interval hashed_headers alt_char',
  S: 'mailbox_guid last_uidvalidity last_common_uid last_common_modseq last_common_pvt_modseq last_messages_count changes_during_sync',
  N: 'name existence mailbox_guid uid_validity uid_next last_renamed_or_created subscribed last_subscription_change',
  D: 'hierarchy_sep escape_char mailboxes dirs unsubscribes',
  B: 'mailbox_guid uid_validity uid_next messages_count first_recent_uid highest_modseq highest_pvt_modseq mailbox_lost mailbox_ignore cache_fields have_guids have_save_guids have_only_guid128',
  A: 'type key value stream deleted last_change modseq',
  C: 'type uid guid hdr_hash modseq pvt_modseq add_flags remove_flags final_flags keywords_reset keyword_changes received_timestamp virtual_size',
  R: 'guid uid',
  M: 'guid uid pop3_uidl pop3_order received_date saved_date stream',
  F: 'error mail_error require_full_resync',
  c: 'name decision last_used',
};

/**
 * The separator between the levels of a name, and the mark for "no value" (dsync-serializer.c). An empty field means
 * "yes".
 */
const level = '\x01t';
const none = '\x02';
const yes = '';

const stamp = (date: Date) => String(Math.floor(date.getTime() / 1000));

/** The client side of the protocol: it sends the state, and then the bodies that the server requests. */
class Conversation {
  finished = false;
  #waiting: 'tree' | 'state' | 'requests' | 'result' | 'end' = 'tree';
  #wanted = new Set<string>();
  readonly #left: ImportedFolder[];

  constructor(
    private readonly write: (bytes: Buffer) => void,
    private readonly folders: readonly ImportedFolder[],
    private readonly now: Date,
  ) {
    this.#left = folders.filter((folder) => folder.messages.length > 0);
  }

  #say(lines: readonly string[]): void {
    this.write(Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8'));
  }

  begin(): void {
    const hello = fields.H.split(' ').map((name) => greeting[name] ?? none);
    const table = Object.entries(fields).map(([item, names]) => item + names.split(' ').join('\t'));
    this.#say(['VERSION\tdsync\t3\t5', ...table, '.', `H${hello.join('\t')}`]);
  }

  hear(line: string): void {
    if (line.startsWith('F') && !line.startsWith('Ferror')) {
      // The first field would be an error.
      this.finished = this.#waiting === 'end' && line === 'F';
      if (!this.finished) throw new Error(`dsync ended early: ${line}`);
      return;
    }
    // Its table of fields, which comes before, has no line with "D/".
    if (this.#waiting === 'tree' && line.startsWith('D/')) {
      this.#say(this.#tree());
      this.#nextFolder();
    } else if (this.#waiting === 'state' && line.startsWith('B')) {
      this.#say(['.', ...this.#changes(), '.']);
      this.#wanted.clear();
      this.#waiting = 'requests';
    } else if (this.#waiting === 'requests' && line.startsWith('R')) {
      this.#wanted.add(line.slice(1).split('\t')[0] ?? '');
    } else if (this.#waiting === 'requests' && line === '.') {
      this.#sendBodies();
      this.#waiting = 'result';
    } else if (this.#waiting === 'result' && line.startsWith('S')) {
      this.#left.shift();
      this.#nextFolder();
    }
  }

  #tree(): string[] {
    const names = this.folders.map(({ name, guid, messages }) =>
      [
        `N${name.split('/').join(level)}`,
        'y',
        guid,
        stamp(this.now),
        messages.length + 1,
        none,
        ...(name === 'INBOX' ? [none] : [yes, stamp(this.now)]),
      ].join('\t'),
    );
    return [...names, '.', 'D/\t%'];
  }

  #nextFolder(): void {
    const folder = this.#left[0];
    if (!folder) {
      this.#say(['.']);
      this.#waiting = 'end';
      return;
    }
    const { guid, messages } = folder;
    const state = [
      guid,
      stamp(this.now),
      messages.length + 1,
      messages.length,
      messages.length + 1,
      2,
      0,
      none,
      none,
      `flags${level}t`,
      yes,
      yes,
    ];
    this.#say([`B${state.join('\t')}`]);
    this.#waiting = 'state';
  }

  #changes(): string[] {
    return (this.#left[0]?.messages ?? []).map(({ guid, flags }, index) => {
      const bits = (flags.answered ? 1 : 0) | (flags.flagged ? 2 : 0) | (flags.seen ? 8 : 0) | (flags.draft ? 16 : 0);
      const hex = bits ? bits.toString(16) : none;
      return `C${['s', index + 1, guid, none, 2, none, hex, none, hex, none, none, none, 'ffffffffffffffff'].join('\t')}`;
    });
  }

  #sendBodies(): void {
    const folder = this.#left[0];
    if (!folder) return;
    for (const { guid, received, saved, source } of folder.messages) {
      if (!this.#wanted.has(guid)) continue;
      this.#say([`M${[guid, none, yes, none, stamp(received), stamp(saved), yes].join('\t')}`]);
      // Line ends are those of Dovecot's storage, and a dot at the start of a line is doubled.
      const body = source.toString('latin1').replaceAll('\r\n', '\n').replace(/^\./gm, '..');
      this.write(Buffer.from(`${body}\r\n.\r\n`, 'latin1'));
    }
    const count = folder.messages.length;
    this.#say(['.', `S${[folder.guid, stamp(this.now), count, 2, 0, count].join('\t')}`]);
  }
}

/** The capabilities of this side: it sends all changes, and the other side applies them. */
const greeting: Record<string, string> = {
  hostname: 'demonstration',
  sync_type: 'c',
  send_mail_requests: yes,
  backup_recv: yes,
  import_commit_msgs_interval: '100',
  hashed_headers: `Date${level}Message-ID${level}`,
  alt_char: '_',
};
