import type { Parts } from '../apart-parts';
import { failure } from '../cli-error';
import { goText } from '../jsonpath/find-results';
import { isRecord, type KubeDocument } from '../kube-document';
import { jsonText } from '../printers/json-text';
import { TemplateError } from './lex-template';
import { type Branch, type Operand, type Pipe, parseTemplate, type TemplateNode } from './parse-template';
import { ArgumentError, callFunction, isTrue } from './template-functions';

/** `-o go-template` (cli-runtime/pkg/printers/template.go over text/template/exec.go). */
export const goTemplatePrinter: Parts['forms'] = (template, out, { allowsMissing }) => {
  let nodes: readonly TemplateNode[];
  try {
    nodes = parseTemplate(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw failure(`error parsing template ${template}, template: output:${error.message}\n`);
  }
  return {
    print(object) {
      const run = new Execution(template, object, allowsMissing, out);
      try {
        run.all(nodes, object);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        out(
          `Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${jsonText(object, 0)}\n\tobject given to template engine was:\n\t\t${goText(object)}\n\n`,
        );
        throw failure(`error executing template ${JSON.stringify(template)}: ${error.message}`);
      }
    },
  };
};

type Signal = 'break' | 'continue' | undefined;

class Execution {
  private variables: { readonly name: string; value: unknown }[];
  private steps = 0;

  constructor(
    private readonly template: string,
    root: KubeDocument,
    private readonly allowsMissing: boolean,
    private readonly out: (text: string) => void,
  ) {
    this.variables = [{ name: '$', value: root }];
  }

  private error(at: number, text: string, why: string): TemplateError {
    const before = this.template.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);

    return new TemplateError(`template: output:${line}:${column}: executing "output" at <${text}>: ${why}`);
  }

  all(nodes: readonly TemplateNode[], dot: unknown): Signal {
    for (const node of nodes) {
      const signal = this.node(node, dot);
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  private node(node: TemplateNode, dot: unknown): Signal {
    // A range in a range in a range of a large number is somebody's joke.
    if (++this.steps > 1_000_000) throw new TemplateError('template: output: too many steps');
    switch (node.type) {
      case 'text':
        this.out(node.text);
        return undefined;
      case 'action': {
        const value = this.pipe(node.pipe, dot);
        if (node.pipe.names.length === 0)
          this.out(value === undefined || value === null ? '<no value>' : goText(value));
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.type;
      default:
        return this.branch(node, dot);
    }
  }

  private branch(branch: Branch, dot: unknown): Signal {
    const known = this.variables.length;
    const { type, pipe, body, otherwise } = branch;
    let signal: Signal;
    if (type === 'range') signal = this.range(branch, dot);
    else {
      const value = this.pipe(pipe, dot);
      signal = isTrue(value) ? this.all(body, type === 'with' ? value : dot) : this.all(otherwise, dot);
    }
    this.variables.length = known;
    return signal;
  }

  private range({ pipe, body, otherwise }: Branch, dot: unknown): Signal {
    const { names, isAssignment } = pipe;
    const entries = this.entries(pipe, this.pipe({ ...pipe, names: [] }, dot));
    if (entries.length === 0) return this.all(otherwise, dot);
    for (const [key, item] of entries) {
      const known = this.variables.length;
      const values = names.length === 2 ? [key, item] : [item];
      for (const [i, name] of names.entries()) this.set(name, values[i], isAssignment);
      const signal = this.all(body, item);
      this.variables.length = known;
      if (signal === 'break') break;
    }
    return undefined;
  }

  private entries({ text }: Pipe, value: unknown): (readonly [unknown, unknown])[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item, i) => [i, item] as const);
    if (isRecord(value))
      return Object.keys(value)
        .sort()
        .map((key) => [key, value[key]] as const);
    if (typeof value === 'number' && Number.isInteger(value) && value <= 1_000_000)
      return Array.from({ length: Math.max(0, value) }, (_, i) => [i, i] as const);
    throw this.error(this.template.indexOf(text), text, `range can't iterate over ${goText(value)}`);
  }

  private set(name: string, value: unknown, isAssignment: boolean): void {
    const known = isAssignment ? this.variables.findLast((each) => each.name === name) : undefined;
    if (known) known.value = value;
    else this.variables.push({ name, value });
  }

  private pipe({ names, isAssignment, commands }: Pipe, dot: unknown): unknown {
    let value: unknown;
    for (const [i, command] of commands.entries()) value = this.command(command, dot, i > 0 ? [value] : []);
    for (const name of names) this.set(name, value, isAssignment);
    return value;
  }

  private command(operands: readonly Operand[], dot: unknown, piped: readonly unknown[]): unknown {
    const [first, ...rest] = operands;
    if (first === undefined) return undefined;
    const text = operands.map((each) => each.text).join(' ');
    if (first.type === 'nil') throw this.error(first.at, first.text, 'nil is not a command');
    if (first.type !== 'function') {
      if (rest.length + piped.length > 0)
        throw this.error(first.at, first.text, `can't give argument to non-function ${first.text}`);
      return this.operand(first, dot);
    }
    return this.call(first, text, [...rest.map((each) => this.operand(each, dot)), ...piped]);
  }

  private call(operand: Operand & { type: 'function' }, text: string, args: readonly unknown[]): unknown {
    const { name, at } = operand;
    try {
      return callFunction(name, args);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      const isArgument = error instanceof ArgumentError;
      const why = isArgument ? error.message : `error calling ${name}: ${error.message}`;
      throw this.error(at, isArgument ? name : text, why);
    }
  }

  private operand(operand: Operand, dot: unknown): unknown {
    switch (operand.type) {
      case 'dot':
        return this.fields(operand, dot);
      case 'nil':
        return undefined;
      case 'variable':
        return this.fields(operand, this.variables.findLast(({ name }) => name === operand.name)?.value);
      case 'value':
        return this.fields(operand, operand.value);
      case 'pipe':
        return this.fields(operand, this.pipe(operand.pipe, dot));
      case 'function':
        return this.fields(operand, this.call(operand, operand.name, []));
    }
  }

  private fields({ fields, at, text }: Operand, start: unknown): unknown {
    let value = start;
    for (const field of fields) {
      if (value === undefined || value === null) return undefined;
      if (!isRecord(value)) throw this.error(at, text, `can't evaluate field ${field} in type interface {}`);
      if (!Object.hasOwn(value, field) && !this.allowsMissing)
        throw this.error(at, text, `map has no entry for key ${JSON.stringify(field)}`);
      value = Object.hasOwn(value, field) ? value[field] : undefined;
    }
    return value;
  }
}
