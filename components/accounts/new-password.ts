const symbols = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Four groups of four characters that can be read out over the phone: about 92 bits. */
export function newPassword(): string {
  const characters: string[] = [];
  while (characters.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // Bytes above the last whole multiple would favour the first symbols.
      if (byte < 256 - (256 % symbols.length) && characters.length < 16)
        characters.push(symbols[byte % symbols.length] ?? '');
    }
  }
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join('')).join('-');
}
