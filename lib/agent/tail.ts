import { readdirSync, statSync, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';

/** The position where reading continues: the inode of the file and the first unread byte. */
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

/** Bytes of one read, and so the largest batch. */
const chunkBytes = 256 * 1024;
/** Longer lines are skipped: Dovecot truncates text from clients, so its lines are shorter. */
const maxLineBytes = 64 * 1024;
/** fs.watch misses changes on some file systems, so the file is also polled. */
const pollMs = 500;
/** Lines of one burst are gathered into one batch. */
const gatherMs = 15;

/**
 * Follows a log file through rotation and truncation, from a committed position. A file that was rotated while no agent
 * was running is found by its inode and read to its end first.
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

  /** The next complete lines, or null if there are none within the poll interval. */
  async next(signal: AbortSignal): Promise<Chunk | null> {
    const woken = this.change(signal);
    const chunk = await this.read();
    if (chunk) return chunk;
    if (signal.aborted || this.closed) return null;
    await woken;
    return null;
  }

  /** Returns to a position, because the lines after it could not be committed. */
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

  /** Resolves shortly after the next change, so that a burst becomes one batch, or after the poll interval. */
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

  /** Opens the file of the position: the current one, or one that has been rotated. */
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
      // The file was truncated in place, so its content is new.
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
      if (bytesRead < maxLineBytes) return null;
      this.skipping = true;
      this.position += bytesRead;
      return { inode: this.inode, from, to: this.position, lines: [] };
    }
    const lines: Line[] = [];
    for (let start = 0; start <= last; ) {
      const end = bytes.indexOf(0x0a, start);
      if (this.skipping) this.skipping = false;
      else if (end > start && end - start <= maxLineBytes) {
        lines.push({ offset: from + start, text: bytes.toString('utf8', start, end) });
      }
      start = end + 1;
    }
    this.position = from + last + 1;
    return { inode: this.inode, from, to: this.position, lines };
  }

  /**
   * At the end of a file: continues with the next one if it is not empty. While the next file is empty, Dovecot may not
   * have opened it yet and may still write to the old one.
   */
  private async advance(): Promise<boolean> {
    const next = this.nextFile();
    if (!next || next.stats.size === 0n) return false;
    // Lines may have been written since the last read.
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
    const buffer = Buffer.alloc(maxLineBytes);
    const { bytesRead } = await (this.handle as FileHandle).read(buffer, 0, buffer.length, this.position);
    return buffer.subarray(0, bytesRead).includes(0x0a) || bytesRead === buffer.length;
  }

  private find(inode: bigint): string | undefined {
    return this.logFiles().find(({ stats }) => stats.ino === inode)?.name;
  }

  /** The file after the one being read. */
  private nextFile(): { name: string; stats: BigStats } | undefined {
    const files = this.logFiles();
    const at = files.findIndex(({ stats }) => stats.ino === this.inode);
    // A file that no longer exists was older than all others.
    return files[at + 1];
  }

  /** The current file and the rotated ones, oldest first. Compressed files are left out. */
  private logFiles(): { name: string; stats: BigStats }[] {
    const directory = path.dirname(this.file);
    const base = path.basename(this.file);
    const older: { name: string; stats: BigStats }[] = [];
    for (const entry of readdirSync(directory)) {
      if (!/^[.-]/.test(entry.slice(base.length)) || !entry.startsWith(base) || /\.(gz|bz2|xz|zst)$/.test(entry))
        continue;
      const name = path.join(directory, entry);
      const stats = statOf(name);
      if (stats?.isFile()) older.push({ name, stats });
    }
    older.sort((a, b) => (a.stats.mtimeNs < b.stats.mtimeNs ? -1 : 1));
    const current = statOf(this.file);
    return current ? [...older, { name: this.file, stats: current }] : older;
  }
}

type BigStats = NonNullable<ReturnType<typeof statOf>>;

function statOf(name: string) {
  return statSync(name, { bigint: true, throwIfNoEntry: false });
}
