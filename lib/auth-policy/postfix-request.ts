/** A request of Postfix's policy protocol (SMTPD_POLICY_README): its attributes by name. */
export type PostfixRequest = ReadonlyMap<string, string>;

/** Postfix sends about 700 bytes. */
const maxBytes = 64 * 1024;

/** Cuts the bytes of a connection into requests: lines of name=value, ended by an empty line. */
export class PostfixRequests {
  private rest: Buffer = Buffer.alloc(0);

  /** The requests that these bytes complete. Throws if one is too long. */
  push(bytes: Buffer): PostfixRequest[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const found: PostfixRequest[] = [];
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      found.push(attributesOf(this.rest.subarray(0, end).toString('utf8')));
      this.rest = this.rest.subarray(end + 2);
    }
    if (this.rest.length > maxBytes) throw new Error(`a request of more than ${maxBytes} bytes`);
    return found;
  }
}

function attributesOf(text: string): PostfixRequest {
  return new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
