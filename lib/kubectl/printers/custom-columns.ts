import { failure } from '../cli-error';
import { goText } from '../jsonpath/find-results';
import { JsonPath, relaxed } from '../jsonpath/jsonpath';
import { isList, type KubeDocument } from '../kube-document';
import { TabWriter } from './tab-writer';

/** `-o custom-columns=NAME:.metadata.name,…` (kubectl/pkg/cmd/get/customcolumn.go). */
export class CustomColumnsPrinter {
  private readonly columns: readonly { readonly header: string; readonly path: JsonPath }[];
  private readonly writer: TabWriter;
  private hasHeader: boolean;

  constructor(template: string, out: (text: string) => void, hasNoHeaders: boolean) {
    this.columns = template.split(',').map((part) => {
      const at = part.indexOf(':');
      if (at < 0)
        throw failure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
      return { header: part.slice(0, at), path: columnPath(part.slice(at + 1)) };
    });
    this.writer = new TabWriter(out);
    this.hasHeader = hasNoHeaders;
  }

  print(object: KubeDocument): void {
    if (!this.hasHeader) this.writer.row(this.columns.map(({ header }) => header));
    this.hasHeader = true;
    for (const item of isList(object) ? object.items : [object])
      this.writer.row(this.columns.map(({ path }) => cell(path, item)));
    this.writer.flush();
  }
}

function columnPath(spec: string): JsonPath {
  try {
    return new JsonPath(relaxed(spec));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw failure(error.message);
  }
}

function cell(path: JsonPath, item: KubeDocument): string {
  const values = path.template === '' ? [] : path.find(item)[0];
  if (values === undefined || values.length === 0) return '<none>';
  return values.map(goText).join(',');
}
