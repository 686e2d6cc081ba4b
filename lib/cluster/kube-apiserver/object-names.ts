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

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A version 4 uuid out of four draws of 32 bits. */
export function randomUid(random: Pick<RandomStream, 'uniform'>): string {
  const word = () => Math.floor(random.uniform() * 0x1_0000_0000);
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${pair(a >>> 16)}${pair(a)}-${pair(b >>> 16)}-4${pair(b).slice(1)}-a${pair(c >>> 16).slice(1)}-${pair(c)}${pair(d >>> 16)}${pair(d)}`;
}

/** The low 16 bits as four digits. */
function pair(value: number): string {
  return `${hex[(value >>> 8) & 255]}${hex[value & 255]}`;
}
