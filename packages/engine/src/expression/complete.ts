import { BUILTINS } from './builtins/index.ts';
import { scopeOf } from './check.ts';
import { treeOf } from './compile.ts';
import { inferType } from './infer-type.ts';
import { propertiesOf } from './property-type.ts';
import { type FeelType, typeText } from './types.ts';
import { unicodePattern } from './unicode-pattern.ts';

/** One proposal for completing an expression. */
export interface Completion {
  readonly label: string;
  readonly kind: 'variable' | 'property' | 'function' | 'keyword';
  /** The type of a variable or property, or the ways of calling a function. */
  readonly detail: string;
  /** What to put in place of the source from `from` to the position asked for. */
  readonly insert: string;
  readonly from: number;
}

const KEYWORDS = ['if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'and', 'or', 'between'];
const MOST = 100;
/** Words of a name, and characters of a path, that are looked at. */
const LONGEST_NAME = 6;
const LONGEST_PATH = 200;

/** The name being typed: letters, digits and single spaces up to the position. */
const TYPED = unicodePattern(String.raw`[\p{L}_][\p{L}\p{N}_]*(?: [\p{L}\p{N}_]+)*$`);
/** The path before a dot: names, dots and bracketed filters without nesting. */
const PATH = unicodePattern(
  String.raw`((?:[\p{L}_][\p{L}\p{N}_ ]*)(?:\[[^\[\]]*\])?(?:\.[\p{L}_][\p{L}\p{N}_ ]*(?:\[[^\[\]]*\])?)*)\.\s*$`,
);

/**
 * What an editor may offer at a position: after a dot the entries and properties of what stands before it, elsewhere variables,
 * built-in functions and keywords that begin with what is typed. `scope` are the variables with their types. Nothing inside
 * texts. Never throws.
 */
export function complete(
  source: string,
  position: number,
  scope: Readonly<Record<string, FeelType>>,
): readonly Completion[] {
  const before = source.slice(Math.max(0, position - 2_000), position);
  if (insideText(before)) return [];
  // with spaces, what is typed may be the end of a longer run: try the longest first, then each shorter one
  let typed = (TYPED().exec(before)?.[0] ?? '').split(' ').slice(-LONGEST_NAME).join(' ');
  for (;;) {
    const found = offers(before.slice(0, before.length - typed.length), typed, position - typed.length, scope);
    const space = typed.indexOf(' ');
    if (found.length > 0 || space < 0) return found;
    typed = typed.slice(space + 1);
  }
}

function offers(
  before: string,
  typed: string,
  from: number,
  scope: Readonly<Record<string, FeelType>>,
): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const fits = (name: string) => name.toLowerCase().startsWith(wanted);
  const path = PATH().exec(before.slice(-LONGEST_PATH))?.[1];
  if (path !== undefined || /\.\s*$/.test(before)) {
    const entries = path === undefined ? {} : entriesOf(path, scope);
    return Object.entries(entries)
      .filter(([name]) => fits(name))
      .slice(0, MOST)
      .map(([name, type]) => ({ label: name, kind: 'property', detail: typeText(type), insert: name, from }));
  }
  const variables = Object.entries(scope)
    .filter(([name]) => fits(name))
    .map(([name, type]): Completion => ({ label: name, kind: 'variable', detail: typeText(type), insert: name, from }));
  const functions = [...BUILTINS]
    .filter(([name]) => fits(name))
    .map(([name, ways]): Completion => {
      const detail = ways.map(({ text }) => text).join('\n');
      return { label: name, kind: 'function', detail, insert: `${name}(`, from };
    });
  const keywords = KEYWORDS.filter((name) => wanted !== '' && fits(name)).map(
    (name): Completion => ({ label: name, kind: 'keyword', detail: '', insert: name, from }),
  );
  return [...variables, ...functions, ...keywords].slice(0, MOST);
}

/** Entries or properties of the value that a path yields. */
function entriesOf(path: string, scope: Readonly<Record<string, FeelType>>): Readonly<Record<string, FeelType>> {
  // a keyword before the path is not part of it: try the path from each of its words on
  const words = path.split(' ');
  for (let index = Math.max(0, words.length - 2 * LONGEST_NAME); index < words.length; index += 1) {
    const tree = treeOf(words.slice(index).join(' '), 'expression', null);
    if (!tree.ok) continue;
    let type = inferType(tree.root, scopeOf(scope, new Map(), []));
    while (type.kind === 'list') type = type.element;
    const entries = type.kind === 'context' ? type.entries : propertiesOf(type);
    if (Object.keys(entries).length > 0) return entries;
  }
  return {};
}

function insideText(before: string): boolean {
  let quoted = false;
  for (let index = 0; index < before.length; index += 1) {
    if (quoted && before[index] === '\\') index += 1;
    else if (before[index] === '"') quoted = !quoted;
  }
  return quoted;
}
