import type { Json } from '../kernel/types.ts';
import { compileExpression, treeOf } from './compile.ts';
import { nameOf } from './compiler.ts';
import type { SyntaxNode } from './syntax.ts';

/** A value that a language model fills in, as a `fromAi` call describes it; what it does not say is absent. */
export interface AiParameter {
  /** The variable that is read, with its path: `toolCall.url`. */
  readonly name: string;
  readonly description?: string;
  readonly type?: string;
  readonly schema?: { readonly [name: string]: Json };
  readonly options?: { readonly [name: string]: Json };
}

export type AiParameters =
  | { readonly ok: true; readonly parameters: readonly AiParameter[] }
  | { readonly ok: false; readonly message: string };

const ORDER = ['value', 'description', 'type', 'schema', 'options'] as const;
const TEXTS: ReadonlySet<string> = new Set(['description', 'type']);

/**
 * What the `fromAi` calls in an expression ask for (Camunda 8), without evaluating it. The value is a variable or a path
 * of names; everything else says the same whatever the variables are.
 */
export function aiParameters(source: string): AiParameters {
  if (!source.includes('fromAi')) return { ok: true, parameters: [] };
  const tree = treeOf(source, 'expression', null);
  if (!tree.ok) return tree;
  const parameters: AiParameter[] = [];
  for (const call of callsIn(tree.root)) {
    const read = parameterOf(call);
    if (typeof read === 'string') return { ok: false, message: `${call.text.slice(0, 80)}: ${read}` };
    parameters.push(read);
  }
  return { ok: true, parameters };
}

function callsIn(node: SyntaxNode): SyntaxNode[] {
  const [callee] = node.children;
  if (node.name === 'FunctionInvocation' && callee !== undefined && nameOf(callee) === 'fromAi') return [node];
  return node.children.flatMap(callsIn);
}

/** The parameter, or what is wrong with it. */
function parameterOf(call: SyntaxNode): AiParameter | string {
  const given = argumentsOf(call.children[2]);
  const value = given.get('value');
  if (value === undefined || !isReference(value)) return 'the value has to be a variable, such as toolCall.url.';
  const parameter: { name: string; [field: string]: Json } = { name: value.text.replace(/[\s`]/g, '') };
  for (const [field, node] of given) {
    if (field === 'value') continue;
    const constant = constantOf(node);
    if (constant === undefined) return `"${field}" has to be the same whatever the variables are.`;
    if (constant === null) continue;
    const isText = typeof constant === 'string';
    if (TEXTS.has(field) && !isText) return `"${field}" has to be a text.`;
    if (!TEXTS.has(field) && (typeof constant !== 'object' || Array.isArray(constant))) {
      return `"${field}" has to be a context.`;
    }
    parameter[field] = constant;
  }
  return parameter;
}

function argumentsOf(node: SyntaxNode | undefined): Map<string, SyntaxNode> {
  const given = new Map<string, SyntaxNode>();
  for (const [index, one] of (node?.children ?? []).entries()) {
    const [name, value] = one.children;
    const named = one.name === 'NamedParameter' && name !== undefined && value !== undefined;
    if (named) given.set(nameOf(name), value);
    else given.set(ORDER[index] ?? '', one);
  }
  return given;
}

function isReference(node: SyntaxNode): boolean {
  if (node.name !== 'PathExpression') return node.name === 'VariableName';
  const [from] = node.children;
  return from !== undefined && isReference(from);
}

/** Undefined when it depends on variables or has no value. */
function constantOf(node: SyntaxNode): Json | undefined {
  const compiled = compileExpression(node.text);
  if (!compiled.ok || compiled.expression.reads.length > 0) return undefined;
  const found = compiled.expression.evaluate({}, { at: 0 });
  return found.ok ? found.value : undefined;
}
