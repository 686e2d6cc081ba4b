/** What client-go refuses to ask for (k8s.io/client-go/rest/request.go, Name; IsValidPathSegmentName). */

/** Nothing in particular: the request would be one for all of a kind. */
export const namelessText = 'resource name may not be empty';

/** Why `name` is none; undefined when it may be asked for. */
export function nameProblem(name: string): Error | undefined {
  if (name === '') return new Error(namelessText);
  const problems =
    name === '.' || name === '..'
      ? [`may not be '${name}'`]
      : ['/', '%'].filter((each) => name.includes(each)).map((each) => `may not contain '${each}'`);
  return problems.length === 0
    ? undefined
    : new Error(`invalid resource name ${JSON.stringify(name)}: [${problems.join(' ')}]`);
}
