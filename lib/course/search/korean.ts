/** Korean words for search: what may be cut from their end, and how the rest is cut into 2-grams. */

/** Particles by what the syllable before them must end in. Longer ones stand first: 으로 is not 으 + 로. */
const particles: readonly (readonly [form: string, after: 'consonant' | 'vowel' | 'any'])[] = [
  ['입니다', 'any'],
  ['으로', 'consonant'],
  ['이나', 'consonant'],
  ['이란', 'consonant'],
  ['에서', 'any'],
  ['에게', 'any'],
  ['까지', 'any'],
  ['부터', 'any'],
  ['보다', 'any'],
  ['처럼', 'any'],
  ['을', 'consonant'],
  ['은', 'consonant'],
  ['이', 'consonant'],
  ['과', 'consonant'],
  ['를', 'vowel'],
  ['는', 'vowel'],
  ['가', 'vowel'],
  ['와', 'vowel'],
  ['로', 'vowel'],
  ['란', 'vowel'],
  ['의', 'any'],
  ['에', 'any'],
  ['도', 'any'],
  ['만', 'any'],
];

/** What may stand between the word and its last particle: 노드에서는, 컨테이너와의, 배포까지만. */
const inner = new Set(['으로', '로', '에서', '에게', '까지', '부터', '과', '와', '에', '만']);

/** No noun of a course like this ends in these: one syllable may stand before them (앱을 → 앱). Else two must: 고가, 사이. */
const unmistakable = new Set(['을', '를', '으로', '에서', '까지', '부터', '입니다']);

/** Nouns that only look as if they ended in a particle, alone or at the end of a longer word: 응답속도, 재정의. */
const nouns =
  /(?:속도|정도|온도|빈도|밀도|한도|제도|용도|시도|태도|정의|주의|동의|회의|결과|길이|깊이|높이|넓이|추가|회로|미만|제한|권한|역할|분할)$/;

/** What makes a verb of a noun: 확장하려면, 배포합니다, 실패한. */
const verb =
  '(?:[하되](?:다|고|는|면|지|게|기|며|여|나요|나|려면|려고|도록)?|해(?:야|서|도|요)?|[했됐][가-힣]{0,2}|[한된]다?|[할될함됨]|[합됩]니[다까])';
const verbAfterNoun = new RegExp(`^(.{2,}?)${verb}$`);
const verbAlone = new RegExp(`^${verb}$`);

const stopWords = new Set('왜 때 것 수 등 및 더 안 못 그 이 저 무엇 어떻게 언제'.split(' '));

/** Words that ask rather than name; they count only in a query of nothing else. */
export function isKoreanStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** The place of a syllable's last consonant in Unicode's order; 0 is none, 8 is ㄹ. */
const lastConsonant = (word: string): number => (word.charCodeAt(word.length - 1) - 0xac00) % 28;

/** Whether the syllable before lets the particle stand there: 파드를, not 노드을. 로 also follows ㄹ: 레이블로. */
function agrees(stem: string, form: string, after: 'consonant' | 'vowel' | 'any'): boolean {
  const last = lastConsonant(stem);
  if (after === 'any' || (form === '로' && last === 8)) return true;
  return after === 'consonant' ? last !== 0 : last === 0;
}

function withoutParticle(word: string, isAllowed: (form: string) => boolean): string {
  if (nouns.test(word)) return word;
  for (const [form, after] of particles) {
    if (!isAllowed(form) || !word.endsWith(form)) continue;
    const stem = word.slice(0, -form.length);
    if (stem.length >= (unmistakable.has(form) ? 1 : 2) && agrees(stem, form, after)) return stem;
  }
  return word;
}

/**
 * A Hangul word without particles and verb endings: 컨테이너를, 컨테이너에서는 → 컨테이너; 확장하려면 → 확장. A wrong cut
 * (고양이 → 고양) costs little: what is left is the beginning of the word and still finds it.
 */
export function stemKorean(word: string): string {
  const outside = withoutParticle(word, () => true);
  const noun = withoutParticle(outside, (form) => inner.has(form));
  return nouns.test(noun) ? noun : (verbAfterNoun.exec(noun)?.[1] ?? noun);
}

/** Whether Hangul written straight after a Latin word says nothing of its own: the 에서는 of kubelet에서는, the 하면 of push하면. */
export function isEnding(run: string): boolean {
  if (verbAlone.test(run)) return true;
  return particles.some(
    ([form]) => run === form || (run.endsWith(form) && inner.has(run.slice(0, -form.length))),
  );
}

/** Overlapping pairs of syllables, with where they begin: 런타임 → 런타 0, 타임 1. A single syllable is its own gram. */
export function gramsOf(word: string): { gram: string; at: number }[] {
  if (word.length === 1) return [{ gram: word, at: 0 }];
  return Array.from({ length: word.length - 1 }, (_, at) => ({ gram: word.slice(at, at + 2), at }));
}
