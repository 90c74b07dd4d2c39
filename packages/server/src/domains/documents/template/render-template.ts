import type { Template } from './read-template.ts';
import { isTrue, templateFunctions } from './template-functions.ts';

const MAX_OUTPUT = 1_000_000;
const MAX_STATEMENTS = 200_000;

interface Frame {
  readonly value: unknown;
  readonly parent: Frame | null;
  readonly loop: ReadonlyMap<string, unknown>;
}

/** A template that asked for more text or more repetitions than a document can have. */
export class TemplateBudgetExceeded extends Error {}

/**
 * Fills a template with data by walking its syntax tree. No code is generated, only own properties are read, and every
 * value is escaped for HTML.
 */
export function renderTemplate(template: Template, data: unknown): string {
  const output: string[] = [];
  let length = 0;
  let statements = 0;

  function write(text: string): void {
    length += text.length;
    if (length > MAX_OUTPUT) throw new TemplateBudgetExceeded(`A document has at most ${MAX_OUTPUT} characters`);
    output.push(text);
  }

  function run(program: hbs.AST.Program, frame: Frame): void {
    for (const statement of program.body) {
      statements += 1;
      if (statements > MAX_STATEMENTS)
        throw new TemplateBudgetExceeded(`A document takes at most ${MAX_STATEMENTS} steps`);
      if (statement.type === 'ContentStatement') write((statement as hbs.AST.ContentStatement).value);
      else if (statement.type === 'MustacheStatement')
        write(escapeHtml(asText(call(statement as hbs.AST.MustacheStatement, frame))));
      else if (statement.type === 'BlockStatement') runBlock(statement as hbs.AST.BlockStatement, frame);
    }
  }

  function runBlock(block: hbs.AST.BlockStatement, frame: Frame): void {
    const subject = block.params[0];
    const value = subject === undefined ? undefined : evaluate(subject, frame);
    const name = (block.path as hbs.AST.PathExpression).original;
    const otherwise = (): void => {
      if (block.inverse) run(block.inverse, frame);
    };
    if (name === 'if' || name === 'unless') {
      if (isTrue(value) === (name === 'if')) run(block.program, frame);
      else otherwise();
    } else if (name === 'with') {
      if (isTrue(value)) run(block.program, { value, parent: frame, loop: frame.loop });
      else otherwise();
    } else {
      const items = itemsOf(value);
      if (items.length === 0) otherwise();
      items.forEach(([key, item], index) => {
        const loop = new Map<string, unknown>([
          ['key', key],
          ['index', index],
          ['first', index === 0],
          ['last', index === items.length - 1],
        ]);
        run(block.program, { value: item, parent: frame, loop });
      });
    }
  }

  run(template.program, { value: data, parent: null, loop: new Map() });
  return output.join('');
}

function call(node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, frame: Frame): unknown {
  if (node.params.length === 0) return evaluate(node.path as hbs.AST.Expression, frame);
  const known = templateFunctions.get((node.path as hbs.AST.PathExpression).original);
  return known?.call(...node.params.map((parameter) => evaluate(parameter, frame)));
}

function evaluate(expression: hbs.AST.Expression, frame: Frame): unknown {
  switch (expression.type) {
    case 'StringLiteral':
      return (expression as hbs.AST.StringLiteral).value;
    case 'NumberLiteral':
      return (expression as hbs.AST.NumberLiteral).value;
    case 'BooleanLiteral':
      return (expression as hbs.AST.BooleanLiteral).value;
    case 'SubExpression':
      return call(expression as hbs.AST.SubExpression, frame);
    case 'PathExpression':
      return lookUp(expression as hbs.AST.PathExpression, frame);
    default:
      return null;
  }
}

/** A plain name is looked for outwards through the frames, `this.x` and `../x` only where they point. */
function lookUp(path: hbs.AST.PathExpression, frame: Frame): unknown {
  if (path.data) return frame.loop.get(String(path.parts[0]));
  let from: Frame = frame;
  for (let up = 0; up < path.depth; up += 1) from = from.parent ?? from;
  const first = path.parts[0];
  const exact = path.depth > 0 || /^(this\b|\.)/.test(path.original);
  if (!exact && typeof first === 'string')
    while (from.parent !== null && own(from.value, first) === undefined) from = from.parent;
  let value: unknown = from.value;
  for (const part of path.parts) value = own(value, String(part));
  return value;
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && name === 'length') return value.length;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function itemsOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'da' : 'nu';
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
