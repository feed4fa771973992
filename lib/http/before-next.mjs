/**
 * Loaded before Next (`node --import`), for what has to happen before Next sees a request: the address of the
 * connection, limits that no page can set for itself, and headers that differ from one answer to the next.
 */
import { randomBytes } from 'node:crypto';
import { Server } from 'node:http';

/** A browser sends 50 MB in this time, over a line that can. */
const drainMs = 3_000;
/** No form is longer; files go to routes of their own, which count as they write. */
const maxBodyBytes = 1024 * 1024;
/** The composer's: a million characters of text, at up to four bytes each, and the addresses. */
const maxMailBodyBytes = 5 * 1024 * 1024;
const uploads = /^\/api\/(mail\/uploads|imports)(\?|$)/;
const mailPages = /^\/mail(\/|\?|$)/;
/** Bytes of mail carry policies of their own, stricter ones. */
const mailBytes = /^\/api\/mail\//;

const development = process.env.NODE_ENV === 'development';
const secure = process.env.MILEPOST_URL?.startsWith('https:') ?? false;

/**
 * Scripts: those that were built, and what Next writes into the page, which carries the nonce of this one answer. Mail
 * never reaches this document, only a sandboxed frame with a policy of its own. Pictures in mail come through our proxy.
 */
function policyWith(nonce) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "frame-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Next leaves an X-Forwarded-For that a client sent as it is, so nobody could tell an address from a claim. The address
 * of the connection itself is put last, as every proxy in front would do.
 */
function appendPeerAddress({ headers, socket }) {
  const peer = socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${peer}` : peer;
}

function setHeaders(request, response) {
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  // Next takes the nonce from the header of the request, so a browser must not choose it.
  delete request.headers['content-security-policy-report-only'];
  delete request.headers['content-security-policy'];
  if (mailBytes.test(request.url)) return;
  const policy = policyWith(randomBytes(16).toString('base64'));
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
}

/** An Origin that is no address, which Next would throw at. */
function isMalformed({ headers: { origin } }) {
  return origin !== undefined && origin !== 'null' && !URL.canParse(origin);
}

/** A form whose page is of no origin is of another site: Next refuses it, too, but as a fault of the server. */
function isOfNobody({ method, url, headers }) {
  return method === 'POST' && headers.origin === 'null' && !url.startsWith('/api/');
}

/** PostgreSQL takes no NUL in a text, and nobody searches for one. Of a path with one, there is no page. */
function dropNuls(request) {
  const at = request.url.indexOf('?');
  if (at >= 0) request.url = request.url.slice(0, at) + request.url.slice(at).replaceAll('%00', '');
}

const refusals = {
  400: 'This request is malformed.',
  403: 'This request comes from no page of the panel.',
  413: 'This request is too large.',
};

function refuse(request, response, status) {
  const text = `${refusals[status]}\n`;
  response.writeHead(status, {
    Connection: 'close',
    'Content-Length': Buffer.byteLength(text),
    'Content-Type': 'text/plain; charset=utf-8',
  });
  response.write(text);
  // The connection is closed when the answer ends. Before, what is still on its way is dropped for a while: a connection
  // that is closed at once would take the answer with it.
  const end = () => response.end();
  const timer = setTimeout(end, drainMs).unref();
  request.push = (chunk) => {
    if (chunk === null) {
      clearTimeout(timer);
      end();
    }
    return true;
  };
}

/** Refuses a body by its announced length, or as soon as it is longer without one. */
function limitBody(request, response) {
  if (uploads.test(request.url)) return true;
  const maxBytes = mailPages.test(request.url) ? maxMailBodyBytes : maxBodyBytes;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return false;
  if (request.headers['transfer-encoding'] === undefined) return true;
  let bytes = 0;
  const push = request.push;
  request.push = (chunk, encoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= maxBytes) return push.call(request, chunk, encoding);
    if (response.headersSent) request.destroy();
    else refuse(request, response, 413);
    return false;
  };
  return true;
}

const emit = Server.prototype.emit;

Server.prototype.emit = function (event, ...rest) {
  if (event !== 'request') return emit.call(this, event, ...rest);
  const [request, response] = rest;
  appendPeerAddress(request);
  dropNuls(request);
  setHeaders(request, response);
  if (isMalformed(request)) {
    refuse(request, response, 400);
    return true;
  }
  if (isOfNobody(request)) {
    refuse(request, response, 403);
    return true;
  }
  if (!limitBody(request, response)) {
    refuse(request, response, 413);
    return true;
  }
  return emit.call(this, event, ...rest);
};
