import { createServer, type Server } from 'node:net';
import { type PostfixRequest, PostfixRequests } from './postfix-request';

/** Answers with an action of access(5). */
export type PostfixAnswer = (request: PostfixRequest) => Promise<string>;

export interface PostfixOptions {
  /** Called for each connection, which belongs to one process of Postfix and so to one client at a time. */
  open: () => PostfixAnswer;
  /** The action if there is no answer. */
  onFailure: string;
  onFault: (error: unknown) => void;
}

/** Postfix's policy protocol. One connection has many requests, each answered before the next. */
export function postfixServer({ open, onFailure, onFault }: PostfixOptions): Server {
  return createServer((socket) => {
    const requests = new PostfixRequests();
    const answer = open();
    let before = Promise.resolve();
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      try {
        for (const request of requests.push(bytes)) {
          before = before.then(async () => {
            const action = await answer(request).catch((error: unknown) => {
              onFault(error);
              return onFailure;
            });
            if (socket.writable) socket.write(`action=${oneLine(action)}\n\n`);
          });
        }
      } catch (error) {
        onFault(error);
        socket.destroy();
      }
    });
  });
}

/** An address may have any character, and a line end would end the answer. */
const oneLine = (action: string) => action.replace(/[^\x20-\x7e]/g, '?');
