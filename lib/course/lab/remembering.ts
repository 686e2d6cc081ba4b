/**
 * Runs of a model are pure: the same input gives the same outcome. So one that was made once serves both languages of a
 * build, and every save of an author after it. `input` must be plain data; it is compared by its JSON.
 */
export function remembering<Input, Output>(run: (input: Input) => Output): (input: Input) => Output {
  const made = new Map<string, { readonly outcome: Output }>();
  return (input) => {
    const key = JSON.stringify(input);
    const known = made.get(key) ?? { outcome: run(input) };
    made.set(key, known);
    return known.outcome;
  };
}
