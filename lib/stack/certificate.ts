import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { writeOwned } from './data-directory';
import { say } from './progress';
import { runCommand } from './run-command';
import { messageOf, Stop } from './stop';

const month = 30 * 86_400_000;

/** Writes the certificate and its key to the data directory: the one in MILEPOST_TLS_CERT, or a self-signed one. */
export async function writeCertificate(dataDirectory: string, host: string, env: NodeJS.ProcessEnv): Promise<void> {
  const cert = path.join(dataDirectory, 'tls/cert.pem');
  const key = path.join(dataDirectory, 'tls/key.pem');
  const own = ownCertificate(env, host);
  if (own) {
    writeOwned(cert, own.cert, 0o644);
    writeOwned(key, own.key, 0o600);
    return;
  }
  if (existsSync(cert) && existsSync(key) && isUsable(readFileSync(cert, 'utf8'), host)) return;
  const names = new Set(['localhost', host]);
  const alternatives = [...names].map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).concat('IP:127.0.0.1');
  rmSync(key, { force: true });
  await runCommand('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '825',
    '-subj',
    `/CN=${host}`,
    '-addext',
    `subjectAltName=${[...new Set(alternatives)].join(',')}`,
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  writeOwned(key, readFileSync(key, 'utf8'), 0o600);
  writeOwned(cert, readFileSync(cert, 'utf8'), 0o644);
}

function isUsable(pem: string, host: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const named = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
    return Date.parse(certificate.validTo) > Date.now() + month && named !== undefined;
  } catch {
    return false;
  }
}

function ownCertificate(env: NodeJS.ProcessEnv, host: string): { cert: string; key: string } | undefined {
  const { MILEPOST_TLS_CERT: certFile, MILEPOST_TLS_KEY: keyFile } = env;
  if (!certFile && !keyFile) return undefined;
  if (!certFile || !keyFile)
    throw new Stop('MILEPOST_TLS_CERT and MILEPOST_TLS_KEY go together: one of them is missing.');
  const cert = read('MILEPOST_TLS_CERT', certFile);
  const key = read('MILEPOST_TLS_KEY', keyFile);
  const certificate = attempt(
    () => new X509Certificate(cert),
    `MILEPOST_TLS_CERT: ${certFile} holds no certificate in PEM form`,
  );
  const privateKey = attempt(
    () => createPrivateKey(key),
    `MILEPOST_TLS_KEY: ${keyFile} holds no private key in PEM form without a passphrase`,
  );
  if (!certificate.checkPrivateKey(privateKey))
    throw new Stop(`The key ${keyFile} does not belong to the certificate ${certFile}.`);
  if (Date.parse(certificate.validTo) < Date.now())
    throw new Stop(`The certificate ${certFile} ended on ${certificate.validTo}.`);
  if (!isIP(host) && certificate.checkHost(host) === undefined) {
    say(
      `Notice: the certificate does not name ${host}, which people enter into their mail programs (MILEPOST_MAIL_HOST).`,
    );
  }
  return { cert, key };
}

function read(variable: string, file: string): string {
  return attempt(() => readFileSync(file, 'utf8'), `${variable}: ${file} cannot be read`);
}

function attempt<T>(work: () => T, sentence: string): T {
  try {
    return work();
  } catch (error) {
    throw new Stop(`${sentence} (${messageOf(error)}).`);
  }
}
