import Handlebars from 'handlebars';
import { templateFunctions } from './template-functions.ts';

/** Why a template cannot be used; lines and columns count from one. */
export interface TemplateProblem {
  readonly code: 'template-syntax' | 'template-too-large' | 'template-refused';
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** A template whose every node is on the list of what templates may say. Only `readTemplate` makes one. */
export interface Template {
  readonly program: hbs.AST.Program;
}

const MAX_SOURCE = 200_000;
const BLOCKS = new Set(['if', 'unless', 'each', 'with']);
const LOOP_DATA = new Set(['index', 'first', 'last', 'key']);
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a document template: HTML with Handlebars placeholders. The syntax tree is walked against a list of allowed
 * nodes, so that a template can read data and choose, and nothing else: no partials, decorators, raw output, lookups
 * through prototypes or helpers that are not ours. Never throws.
 */
export function readTemplate(source: string): { template: Template | null; problems: TemplateProblem[] } {
  if (source.length > MAX_SOURCE) {
    const message = `A template has at most ${MAX_SOURCE} characters`;
    return { template: null, problems: [{ code: 'template-too-large', message, line: null, column: null }] };
  }
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parseWithoutProcessing(source);
  } catch (error) {
    return { template: null, problems: [syntaxProblem(error)] };
  }
  const problems: TemplateProblem[] = [];
  checkProgram(program, problems, 0);
  return { template: problems.length === 0 ? { program } : null, problems };
}

function syntaxProblem(error: unknown): TemplateProblem {
  const text = error instanceof Error ? error.message : String(error);
  const line = /line (\d+)/.exec(text)?.[1];
  return {
    code: 'template-syntax',
    message: text.split('\n')[0] ?? text,
    line: line === undefined ? null : Number(line),
    column: null,
  };
}

function refuse(node: hbs.AST.Node, what: string, problems: TemplateProblem[]): void {
  problems.push({
    code: 'template-refused',
    message: what,
    line: node.loc?.start.line ?? null,
    column: node.loc === undefined ? null : node.loc.start.column + 1,
  });
}

function checkProgram(program: hbs.AST.Program, problems: TemplateProblem[], depth: number): void {
  if (depth > 20) {
    refuse(program, 'Blocks are nested more than 20 deep', problems);
    return;
  }
  if ((program.blockParams ?? []).length > 0) refuse(program, 'Block parameters are not available', problems);
  for (const statement of program.body) checkStatement(statement, problems, depth);
}

function checkStatement(statement: hbs.AST.Statement, problems: TemplateProblem[], depth: number): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement': {
      const mustache = statement as hbs.AST.MustacheStatement;
      if (!mustache.escaped) refuse(mustache, 'Unescaped output ({{{ }}} or {{& }}) is not available', problems);
      checkCall(mustache, problems);
      return;
    }
    case 'BlockStatement': {
      const block = statement as hbs.AST.BlockStatement;
      const name = block.path.type === 'PathExpression' ? block.path.original : '';
      if (!BLOCKS.has(name)) refuse(block, `Blocks are if, unless, each and with; not “${name}”`, problems);
      if (block.params.length !== 1) refuse(block, `“${name}” takes one value`, problems);
      if (block.hash !== undefined && block.hash.pairs.length > 0)
        refuse(block, 'Named arguments are not available', problems);
      for (const parameter of block.params) checkExpression(parameter, problems, depth);
      if (block.program) checkProgram(block.program, problems, depth + 1);
      if (block.inverse) checkProgram(block.inverse, problems, depth + 1);
      return;
    }
    default:
      refuse(statement, `${statement.type} is not available in document templates`, problems);
  }
}

function checkCall(
  call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  problems: TemplateProblem[],
  depth = 0,
): void {
  if (call.hash !== undefined && call.hash.pairs.length > 0)
    refuse(call, 'Named arguments are not available', problems);
  if (call.params.length === 0 && call.type === 'MustacheStatement') {
    checkExpression(call.path, problems, depth);
    return;
  }
  const name = call.path.type === 'PathExpression' ? (call.path as hbs.AST.PathExpression).original : '';
  const known = templateFunctions.get(name);
  if (known === undefined) refuse(call, `There is no function “${name}”`, problems);
  else if (call.params.length < known.least || call.params.length > known.most)
    refuse(call, `“${name}” takes ${known.least} to ${known.most} values`, problems);
  for (const parameter of call.params) checkExpression(parameter, problems, depth);
}

function checkExpression(expression: hbs.AST.Expression, problems: TemplateProblem[], depth: number): void {
  if (depth > 20) {
    refuse(expression, 'Expressions are nested more than 20 deep', problems);
    return;
  }
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return;
    case 'SubExpression':
      checkCall(expression as hbs.AST.SubExpression, problems, depth + 1);
      return;
    case 'PathExpression': {
      const path = expression as hbs.AST.PathExpression;
      if (path.data && (path.parts.length !== 1 || !LOOP_DATA.has(String(path.parts[0]))))
        refuse(path, `@${path.parts.join('.')} is not available`, problems);
      for (const part of path.parts)
        if (typeof part !== 'string' || FORBIDDEN_NAMES.has(part)) refuse(path, 'This name is not available', problems);
      return;
    }
    default:
      refuse(expression, `${expression.type} is not available in document templates`, problems);
  }
}
