import type { LRParser } from '@lezer/lr';
import { parser, trackVariables } from 'lezer-feel';
import { unicodePattern } from './unicode-pattern.ts';

/**
 * The only file that knows the grammar's package. It turns the source into a small tree of our own; nothing is evaluated.
 */
export interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The source that the node spans. */
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

export type ParseResult =
  | { readonly ok: true; readonly root: SyntaxNode }
  | { readonly ok: false; readonly reason: 'syntax' | 'too-complex'; readonly position: number };

export type Top = 'expression' | 'unary-tests';

interface Limits {
  readonly depth: number;
  readonly nodes: number;
}

/** Names known beforehand, with the names inside them; needed only for names that FEEL would read as operators. */
export interface Shape {
  readonly [name: string]: Shape | null;
}

const TOPS: Readonly<Record<Top, string>> = { expression: 'Expression', 'unary-tests': 'UnaryTests' };

/** A built-in function whose name holds keywords. */
const KEYWORD_NAMES: Shape = { 'get or else': null };

/**
 * Characters of a faulty source in which the grammar may look for what was meant, to name the place of the fault exactly.
 * It tries ever more readings: for thousands of characters that would take a quarter of a second.
 */
const RECOVERED = 1_000;

/** How many words may follow one another with nothing but spaces between them. */
const MOST_WORDS = 1_000;

const plain: Readonly<Record<Top, LRParser>> = {
  expression: configured('expression', KEYWORD_NAMES),
  'unary-tests': configured('unary-tests', KEYWORD_NAMES),
};

function configured(top: Top, shape: Shape): LRParser {
  const contextTracker = trackVariables(shape);
  return parser.configure({ top: TOPS[top], contextTracker, dialect: 'camunda', strict: true });
}

export function parse(source: string, top: Top, shape: Shape | null, limits: Limits): ParseResult {
  const configuredParser = shape === null ? plain[top] : configured(top, { ...KEYWORD_NAMES, ...shape });
  const text = withRangeTypes(source);
  if (hasEndlessName(text)) return { ok: false, reason: 'too-complex', position: 0 };
  const tree = treeOf(configuredParser, text);
  if (typeof tree === 'number') return { ok: false, reason: 'syntax', position: tree };
  const cursor = tree.cursor();
  let nodes = 0;
  let failure: ParseResult | null = null;

  const read = (depth: number): SyntaxNode => {
    const { name, from, to } = cursor;
    const children: SyntaxNode[] = [];
    nodes += 1;
    if (nodes > limits.nodes || depth >= limits.depth) failure ??= { ok: false, reason: 'too-complex', position: from };
    if (!failure && cursor.firstChild()) {
      do {
        if (cursor.type.isError) failure ??= { ok: false, reason: 'syntax', position: cursor.from };
        else if (!cursor.type.isSkipped) children.push(read(depth + 1));
      } while (!failure && cursor.nextSibling());
      cursor.parent();
    }
    return { name, from, to, text: source.slice(from, to), children };
  };

  const root = read(0);
  return failure ?? { ok: true, root };
}

const BETWEEN_NAMES = unicodePattern(String.raw`[^\p{L}\p{N}_\s]+`);

/** A name may have several words, and the grammar reads a run of words as often as it has words. Texts in quotes are none. */
function hasEndlessName(text: string): boolean {
  if (text.length <= 2 * MOST_WORDS) return false;
  const runs = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').split(BETWEEN_NAMES());
  return runs.some((run) => run.length > 2 * MOST_WORDS && run.split(/\s+/).length > MOST_WORDS);
}

/** The tree; of a faulty source that is long, only where the grammar does not fit any more. */
function treeOf(strict: LRParser, text: string): ReturnType<LRParser['parse']> | number {
  try {
    return strict.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (text.length > RECOVERED) return Number(/\d+$/.exec(error.message)?.[0] ?? 0);
    return strict.configure({ strict: false }).parse(text);
  }
}

/**
 * The grammar knows `list<T>` but not `range<T>`: it gets to see a list of the same length, and the compiler reads from the
 * source which of the two it is.
 */
function withRangeTypes(source: string): string {
  if (!source.includes('range')) return source;
  return source.replace(/((?:\bof|[:<>,])\s*)range(?=\s*<[\w\s<>]*>)/g, '$1list ');
}
