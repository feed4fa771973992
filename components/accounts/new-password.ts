const signs = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Four groups of four characters that can be read out over the phone: about 92 bits. */
export function newPassword(): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // Bytes above the last whole multiple would favour the first symbols.
      if (byte < 256 - (256 % signs.length) && letters.length < 16) letters.push(signs[byte % signs.length] ?? '');
    }
  }
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}
