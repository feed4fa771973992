import PostalMime from 'postal-mime';
import { decodeCharset, decodeTransfer } from '../decode';
import { type PictureSigner, signedRemotePicture } from '../picture-signature';
import { plainText, type Sanitised, sanitise } from '../sanitise';
import { isTooCostly } from '../sanitise/parse-cost';
import type { TextBlock } from '../shapes';
import { readText } from '../text';
import { limits } from './limits';
import { roughText } from './rough-text';

/** A part of a message in its transfer encoding. */
export interface Encoded {
  bytes: Uint8Array;
  encoding: string;
  charset: string;
}

/** What may be shown of a message: null if it is too complicated. */
export type Rendered = Sanitised | null;

export interface Text {
  blocks: TextBlock[];
  cut: boolean;
}

export interface Source {
  html: string | null;
  text: string | null;
}

/**
 * What is done with a stranger's message outside the panel's event loop. Each is a function of plain data, which
 * another process runs.
 */
export const jobs = {
  /** Makes markup passive. `remote` signs the addresses of remote pictures; without it they are blocked. */
  sanitise({
    html,
    pictures,
    remote,
  }: {
    html: Encoded;
    pictures: Record<string, string>;
    remote: PictureSigner | null;
  }): Rendered {
    const own = new Map(Object.entries(pictures));
    const result = sanitise(decode(html), {
      cid: (id) => own.get(id) ?? null,
      remote: (url) => (remote ? signedRemotePicture(remote, url) : null),
    });
    return result.declined || result.body.length > limits.maxBodyLength ? null : result;
  },

  /** Reads plain text. */
  readText({ text, flowed, delSp }: { text: Encoded; flowed: boolean; delSp: boolean }): Text {
    return readText(decode(text), { flowed, delSp });
  },

  /** The text of markup that is too complicated, without parsing it. */
  readRoughText({ html }: { html: Encoded }): Text {
    return readText(roughText(decode(html)));
  },

  /** Plain text as one string, for a quotation. */
  quoteText({ text, maxLength }: { text: Encoded; maxLength: number }): string {
    return decode(text).slice(0, maxLength).replaceAll('\r\n', '\n').trimEnd();
  },

  /** Markup as text, for a quotation: null if it is too complicated. */
  quoteHtml({ html, maxLength }: { html: Encoded; maxLength: number }): string | null {
    const markup = decode(html);
    return isTooCostly(markup) ? null : plainText(markup).slice(0, maxLength);
  },

  quoteRoughText({ html, maxLength }: { html: Encoded; maxLength: number }): string {
    return roughText(decode(html)).slice(0, maxLength);
  },

  /** The text of a message whose structure is too large. */
  async readSource({ raw }: { raw: Uint8Array }): Promise<Source> {
    const { html, text } = await PostalMime.parse(raw, {
      maxNestingDepth: limits.maxNesting,
      maxHeadersSize: limits.maxHeaderBytes,
    });
    return { html: html ?? null, text: text ?? null };
  },
};

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;

function decode({ bytes, encoding, charset }: Encoded): string {
  return decodeCharset(
    decodeTransfer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding),
    charset,
  );
}
