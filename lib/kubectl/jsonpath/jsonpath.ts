import { isRecord } from '../kube-document';
import { jsonText } from '../printers/json-text';
import { findResults } from './find-results';
import { type PathNode, parseJsonPath } from './parse-jsonpath';

/** A parsed template: what it finds, and what `-o jsonpath` prints (cli-runtime/pkg/printers/jsonpath.go). */
export class JsonPath {
  private readonly nodes: PathNode[];

  /** Throws an Error with the parser's words. */
  constructor(
    readonly template: string,
    private readonly allowsMissing = true,
  ) {
    this.nodes = parseJsonPath(template);
  }

  /** One list of results for each part of the template. */
  find(data: unknown): unknown[][] {
    return findResults(this.nodes, data, this.allowsMissing);
  }

  /** @param asJson every part as a JSON list (-o jsonpath-as-json) */
  print(data: unknown, asJson: boolean): string {
    try {
      return this.find(data)
        .map((results) => (asJson ? `${jsonText(results, 4)}\n` : results.map(resultText).join(' ')))
        .join('');
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      const { template } = this;
      throw new Error(
        `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n\n`,
      );
    }
  }
}

export function resultText(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? jsonText(value, 0) : String(value);
}

/** get.RelaxedJSONPathExpression: `.a.b`, `a.b` and `{a.b}` all mean `{.a.b}`. */
export function relaxed(expression: string): string {
  if (expression === '') return '';
  const found = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (found === null)
    throw new Error(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  return `{.${found[1] ?? found[2]}}`;
}

/** Go's %#v of unstructured data. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return jsonText(value, 0);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isRecord(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}
