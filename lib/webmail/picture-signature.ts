import { createHmac } from 'node:crypto';

/**
 * Signs addresses of pictures. Apart from picture-address.ts, because the process that makes messages safe signs the
 * addresses of remote pictures: it gets the key of these addresses and no other secret.
 */
export interface PictureSigner {
  key: Uint8Array;
  signInId: string;
  expiry: number;
}

export function signature(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function signedAddress(key: Uint8Array, claim: object): string {
  const text = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `/api/mail/picture/${text}.${signature(key, text).toString('base64url')}`;
}

export function signedRemotePicture({ key, signInId, expiry }: PictureSigner, url: string): string {
  return signedAddress(key, { k: 'r', s: signInId, e: expiry, a: url });
}
