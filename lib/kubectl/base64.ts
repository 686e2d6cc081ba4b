/** Standard base64 with padding (encoding/base64.StdEncoding), over UTF-8 text and over bytes. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** @param data text, or bytes as a string of code units below 256 when `isBinary` */
export function encodeBase64(data: string, isBinary = false): string {
  const bytes = isBinary ? [...data].map((char) => char.charCodeAt(0)) : new TextEncoder().encode(data);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += alphabet[group >> 18];
    encoded += alphabet[(group >> 12) & 63];
    encoded += second === undefined ? '=' : alphabet[(group >> 6) & 63];
    encoded += third === undefined ? '=' : alphabet[group & 63];
  }
  return encoded;
}

/** Text out of base64; what is no base64 is left out. */
export function decodeBase64(encoded: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of encoded) {
    const value = alphabet.indexOf(char);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 255);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
