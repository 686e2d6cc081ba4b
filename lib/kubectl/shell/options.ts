/** Options of the small programs in the manner of getopt: `-n 5`, `-n5`, `-in`, `--lines=5`, `-5`, `--`. */
export class UsageError extends Error {}

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * @param plain letters and long names that stand alone
 * @param valued letters and long names that take a value; `{lines: 'n'}` style aliases are spelt `lines=n`
 * @throws UsageError with the program's name in front
 */
export function getopt(program: string, args: readonly string[], plain: string, valued = ''): Options {
  const alias = new Map<string, string>();
  const names = (list: string) =>
    new Set(
      list.split(' ').map((each) => {
        const [name = '', short = name] = each.split('=');
        alias.set(name, short);
        return name;
      }),
    );
  const alone = names(plain);
  const withValue = names(valued);
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  const canonical = (name: string) => alias.get(name) ?? name;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      return { flags, values, operands: operands.concat(args.slice(index + 1)) };
    }
    if (arg.startsWith('--')) {
      const [name = '', value] = splitOnce(arg.slice(2), '=');
      if (withValue.has(name)) values.set(canonical(name), value ?? args[++index] ?? '');
      else if (alone.has(name)) flags.add(canonical(name));
      else throw new UsageError(`${program}: unrecognized option '${arg}'`);
    } else if (/^-\d+$/.test(arg) && withValue.has('n')) values.set('n', arg.slice(1));
    else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at] ?? '';
        if (withValue.has(letter)) {
          const rest = arg.slice(at + 1);
          const value = rest !== '' ? rest : args[++index];
          if (value === undefined)
            throw new UsageError(`${program}: option requires an argument -- '${letter}'`);
          values.set(canonical(letter), value);
          break;
        }
        if (!alone.has(letter)) throw new UsageError(`${program}: invalid option -- '${letter}'`);
        flags.add(canonical(letter));
      }
    } else operands.push(arg);
  }
  return { flags, values, operands };
}

/** At the first `separator`; one part when there is none. */
export function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
