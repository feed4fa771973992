/**
 * Loaded before Next (`node --import`): Next leaves an X-Forwarded-For that a client sent as it is, so nobody could tell
 * an address from a claim. Here the address of the connection itself is put last, as every proxy in front would do.
 */
import { Server } from 'node:http';

const emit = Server.prototype.emit;

Server.prototype.emit = function (event, ...rest) {
  if (event === 'request') {
    const { headers, socket } = rest[0];
    const peer = socket.remoteAddress ?? '';
    headers['x-forwarded-for'] = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${peer}` : peer;
  }
  return emit.call(this, event, ...rest);
};
