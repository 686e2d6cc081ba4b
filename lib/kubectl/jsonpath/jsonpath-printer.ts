import type { Parts } from '../apart-parts';
import { failure } from '../cli-error';
import { JsonPath } from './jsonpath';

/** `-o jsonpath` and `-o jsonpath-as-json` (cli-runtime/pkg/genericclioptions/jsonpath_flags.go). */
export const jsonPathPrinter =
  (asJson: boolean): Parts['forms'] =>
  (template, out, { allowsMissing }) => {
    let path: JsonPath;
    try {
      path = new JsonPath(template, allowsMissing);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      throw failure(`error parsing jsonpath ${template}, ${error.message}\n`);
    }
    return { print: (object) => out(path.print(object, asJson)) };
  };
