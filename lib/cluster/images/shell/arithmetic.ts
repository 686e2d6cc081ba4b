/** `$((…))` of the shell: whole numbers, + - * / %, comparisons, parentheses, variables. What cannot be read is 0. */
export function evaluate(text: string, variable: (name: string) => string | undefined): number {
  const tokens = text.match(/\d+|[A-Za-z_$]\w*|==|!=|<=|>=|[-+*/%()<>]/g) ?? [];
  let at = 0;
  const operand = (): number => {
    const token = tokens[at++];
    if (token === undefined) return 0;
    if (token === '(') {
      const value = level(0);
      at++;
      return value;
    }
    if (token === '-') return -operand();
    if (/^\d/.test(token)) return Number(token);
    return Number.parseInt(variable(token.replace('$', '')) ?? '0', 10) || 0;
  };
  const level = (rank: number): number => {
    if (rank >= ranks.length) return operand();
    let value = level(rank + 1);
    for (;;) {
      const apply = ranks[rank]?.get(tokens[at] ?? '');
      if (apply === undefined) return value;
      at++;
      value = Math.trunc(apply(value, level(rank + 1)));
    }
  };
  const value = tokens.length > 200 ? 0 : level(0);
  return Number.isFinite(value) ? value + 0 : 0;
}

type Apply = (left: number, right: number) => number;

const ranks: readonly ReadonlyMap<string, Apply>[] = [
  new Map<string, Apply>([
    ['==', (a, b) => Number(a === b)],
    ['!=', (a, b) => Number(a !== b)],
    ['<', (a, b) => Number(a < b)],
    ['>', (a, b) => Number(a > b)],
    ['<=', (a, b) => Number(a <= b)],
    ['>=', (a, b) => Number(a >= b)],
  ]),
  new Map<string, Apply>([
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
  ]),
  new Map<string, Apply>([
    ['*', (a, b) => a * b],
    ['/', (a, b) => (b === 0 ? 0 : a / b)],
    ['%', (a, b) => (b === 0 ? 0 : a % b)],
  ]),
];
