import { readdirSync, statSync, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';

/** Where reading goes on: the file by its inode, and the first byte not yet read. */
export interface Position {
  inode: bigint;
  offset: number;
}

export interface Line {
  offset: number;
  text: string;
}

/** Whole lines from one file, and the position after them. */
export interface Chunk {
  inode: bigint;
  from: number;
  to: number;
  lines: Line[];
}

/** Bytes read at once; a batch is at most this much of the log. */
const chunkBytes = 256 * 1024;
/** A line longer than this is not one of Dovecot's (which cuts what strangers wrote); it is passed over. */
const longestLine = 64 * 1024;
/** Looked at again at least this often (ms): fs.watch misses changes on some file systems. */
const pollMs = 500;
/** Time for a burst of lines to become one batch (ms). */
const gatherMs = 15;

/**
 * Follows a log file through rotation and truncation, from a position that was committed before. Files that were
 * rotated away while nobody followed are found by their inode and read to their end first.
 */
export class Tail {
  private handle: FileHandle | undefined;
  private inode = 0n;
  private position = 0;
  private skipping = false;
  private wake = () => {};
  private readonly watcher;
  private closed = false;

  constructor(
    private readonly file: string,
    start: Position | null,
  ) {
    if (start) {
      this.inode = start.inode;
      this.position = start.offset;
    }
    const name = path.basename(file);
    this.watcher = watch(path.dirname(file), { persistent: false }, (_, changed) => {
      if (changed === null || changed.startsWith(name)) this.wake();
    });
    this.watcher.on('error', () => {});
  }

  /** The next whole lines, or null when nothing came within the time a caller should wait at most. */
  async next(signal: AbortSignal): Promise<Chunk | null> {
    const woken = this.change(signal);
    const chunk = await this.read();
    if (chunk) return chunk;
    if (signal.aborted || this.closed) return null;
    await woken;
    return null;
  }

  /** Goes back to a position, after what was read from there could not be committed. */
  async rewind(to: Position | null): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
    this.skipping = false;
    this.inode = to?.inode ?? 0n;
    this.position = to?.offset ?? 0;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.watcher.close();
    await this.handle?.close();
    this.handle = undefined;
  }

  /** Resolves at the next sign of a change, a little later so that its fellows come along, or after the poll's time. */
  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(poll);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const poll = setTimeout(done, pollMs);
      signal.addEventListener('abort', done, { once: true });
      this.wake = () => {
        this.wake = () => {};
        setTimeout(done, gatherMs);
      };
    });
  }

  private async read(): Promise<Chunk | null> {
    if (!this.handle && !(await this.open())) return null;
    for (;;) {
      const chunk = await this.readChunk();
      if (chunk) return chunk;
      if (!(await this.advance())) return null;
    }
  }

  /** Opens the file that the position belongs to: the followed one, or one that was rotated away meanwhile. */
  private async open(): Promise<boolean> {
    const target = this.inode === 0n ? this.file : (this.find(this.inode) ?? this.file);
    try {
      this.handle = await open(target, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    const { ino, size } = await this.handle.stat({ bigint: true });
    if (ino !== this.inode || size < BigInt(this.position)) this.position = 0;
    this.inode = ino;
    return true;
  }

  private async readChunk(): Promise<Chunk | null> {
    const handle = this.handle as FileHandle;
    const { size } = await handle.stat();
    if (size < this.position) {
      // Truncated in place: what is there now is new.
      this.position = 0;
      this.skipping = false;
    }
    if (size === this.position) return null;
    const buffer = Buffer.alloc(Math.min(chunkBytes, size - this.position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.position);
    const bytes = buffer.subarray(0, bytesRead);
    const last = bytes.lastIndexOf(0x0a);
    const from = this.position;
    if (last < 0) {
      if (bytesRead < longestLine) return null;
      this.skipping = true;
      this.position += bytesRead;
      return { inode: this.inode, from, to: this.position, lines: [] };
    }
    const lines: Line[] = [];
    for (let start = 0; start <= last; ) {
      const end = bytes.indexOf(0x0a, start);
      if (this.skipping) this.skipping = false;
      else if (end > start && end - start <= longestLine) {
        lines.push({ offset: from + start, text: bytes.toString('utf8', start, end) });
      }
      start = end + 1;
    }
    this.position = from + last + 1;
    return { inode: this.inode, from, to: this.position, lines };
  }

  /**
   * At the end of a file: goes on to the next one when there is one with something in it. As long as the new file is
   * empty the old one may still be written to, because Dovecot opens the new one when it is told.
   */
  private async advance(): Promise<boolean> {
    const next = this.following();
    if (!next || next.stats.size === 0n) return false;
    // What was written between the last look and the switch.
    const { size } = await (this.handle as FileHandle).stat();
    if (size > this.position && (await this.hasLine())) return true;
    await this.handle?.close();
    this.handle = undefined;
    this.skipping = false;
    this.inode = next.stats.ino;
    this.position = 0;
    return this.open();
  }

  private async hasLine(): Promise<boolean> {
    const buffer = Buffer.alloc(longestLine);
    const { bytesRead } = await (this.handle as FileHandle).read(buffer, 0, buffer.length, this.position);
    return buffer.subarray(0, bytesRead).includes(0x0a) || bytesRead === buffer.length;
  }

  private find(inode: bigint): string | undefined {
    return this.family().find(({ stats }) => stats.ino === inode)?.name;
  }

  /** The file that was begun after the one being read. */
  private following(): { name: string; stats: BigStats } | undefined {
    const family = this.family();
    const at = family.findIndex(({ stats }) => stats.ino === this.inode);
    // A file that is gone was older than all that are left.
    return family[at + 1];
  }

  /** The followed file and those rotated away from it, by age; compressed ones cannot be read on. */
  private family(): { name: string; stats: BigStats }[] {
    const directory = path.dirname(this.file);
    const base = path.basename(this.file);
    const older: { name: string; stats: BigStats }[] = [];
    for (const entry of readdirSync(directory)) {
      if (!/^[.-]/.test(entry.slice(base.length)) || !entry.startsWith(base) || /\.(gz|bz2|xz|zst)$/.test(entry))
        continue;
      const name = path.join(directory, entry);
      const stats = look(name);
      if (stats?.isFile()) older.push({ name, stats });
    }
    older.sort((a, b) => (a.stats.mtimeNs < b.stats.mtimeNs ? -1 : 1));
    const current = look(this.file);
    return current ? [...older, { name: this.file, stats: current }] : older;
  }
}

type BigStats = NonNullable<ReturnType<typeof look>>;

function look(name: string) {
  return statSync(name, { bigint: true, throwIfNoEntry: false });
}
