import type { RandomStream } from '../random';

/** Names and uids the server makes up (k8s.io/apiserver/pkg/storage/names, apimachinery/pkg/util/rand and /uuid). */

/** No vowels, no look-alikes: no bad words, no misreading. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random letters, as behind generateName. */
export function randomSuffix(random: Pick<RandomStream, 'uniform'>): string {
  let text = '';
  for (let count = 0; count < 5; count++) text += letters[Math.floor(random.uniform() * letters.length)];
  return text;
}

/** What may stand before the five letters, so that the whole is a DNS label (storage/names/generate.go). */
const longestBase = 58;

export function generateName(base: string, random: Pick<RandomStream, 'uniform'>): string {
  return base.slice(0, longestBase) + randomSuffix(random);
}

const digits = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Where a version 4 uuid has what is not random. */
const uuidShape = Array.from('xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx', (letter) => letter.charCodeAt(0));
const placeholder = 'x'.charCodeAt(0);

/** A version 4 uuid out of four draws of 32 bits, made as one flat string: there are as many as objects. */
export function randomUid(random: Pick<RandomStream, 'uniform'>): string {
  let word = 0;
  let left = 0;
  const codes = uuidShape.map((code) => {
    if (code !== placeholder) return code;
    if (left === 0) {
      word = Math.floor(random.uniform() * 0x1_0000_0000);
      left = 8;
    }
    return digits[(word >>> (4 * --left)) & 15] ?? placeholder;
  });
  return String.fromCharCode(...codes);
}
