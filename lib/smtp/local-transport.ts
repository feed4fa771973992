import nodemailer from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';

/** A connection to the Postfix of this host. It reads no files and fetches nothing that a message names. */
export function localTransport(options: SMTPTransport.Options & { port: number; socketTimeout: number }) {
  return nodemailer.createTransport({
    host: '127.0.0.1',
    secure: false,
    name: 'milepost.localhost',
    connectionTimeout: 5_000,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...options,
  });
}
