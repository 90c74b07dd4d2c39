import { unicodePattern } from './unicode-pattern.ts';

/** Characters that mean only themselves. */
const PLAIN = unicodePattern(String.raw`^[\p{L}\p{N} ]+$`);

/**
 * Translates a regular expression of XPath (XML Schema's syntax with anchors and reluctant quantifiers) into the linear
 * engine's. Null for what is not allowed, and for what is not regular: back-references, except to groups of plain characters.
 */
export function toLinearSyntax(source: string, flags: string): string | null {
  const dot = flags.includes('s') ? '.' : '[^\\n\\r]';
  const reader: Reader = { text: spelledOut(flags.includes('x') ? withoutSpace(source) : source), at: 0 };
  let result = '';
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? '';
    if (character === '[') {
      const set = classOf(reader);
      if (set === null) return null;
      result += set;
    } else if (character === '\\') {
      const escaped = escapeOf(reader);
      if (escaped === null) return null;
      result += escaped;
    } else if (character === '(' && reader.text.startsWith('(?', reader.at) && reader.text[reader.at + 2] !== ':') {
      return null;
    } else {
      result += character === '.' ? dot : character;
      reader.at += 1;
    }
  }
  return result;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** A back-reference to a group of plain characters that always takes part is those characters again. */
function spelledOut(source: string): string {
  // alternatives, classes, nested and escaped brackets make it another question
  if (!/\\[1-9]/.test(source) || /[|[]|\\[()]|\(\?|\([^()]*\(/.test(source)) return source;
  const groups = [...source.matchAll(/\(([^()]*)\)([*+?{]?)/g)].map(([, inside = '', quantifier]) =>
    quantifier === '' && PLAIN().test(inside) ? inside : null,
  );
  return source.replace(/\\([1-9])(?!\d)/g, (whole, digit: string, at: number) => {
    const group = groups[Number(digit) - 1];
    const closed = source.slice(0, at).split(')').length - 1 >= Number(digit);
    return group == null || !closed ? whole : `(?:${group})`;
  });
}

function withoutSpace(source: string): string {
  let result = '';
  let depth = 0;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? '';
    if (character === '\\') {
      result += character;
      // white space is removed before escapes are read
      index += 1;
      while (depth === 0 && /\s/.test(source[index] ?? '')) index += 1;
      result += source[index] ?? '';
      if (/[pP]/.test(source[index] ?? '')) {
        const end = source.indexOf('}', index);
        if (end > 0) {
          result += source.slice(index + 1, end + 1).replace(/\s/g, '');
          index = end;
        }
      }
      continue;
    }
    if (character === '[') depth += 1;
    else if (character === ']') depth = Math.max(0, depth - 1);
    if (depth > 0 || !/\s/.test(character)) result += character;
  }
  return result;
}

const NAME_START = 'A-Z_a-z:\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}';
const NAME = `${NAME_START}\\-.0-9\\x{B7}\\x{300}-\\x{36F}`;

/** Blocks of Unicode by the names of XML Schema. */
const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\x{0}-\\x{7F}',
  'Latin-1Supplement': '\\x{80}-\\x{FF}',
  'LatinExtended-A': '\\x{100}-\\x{17F}',
  'LatinExtended-B': '\\x{180}-\\x{24F}',
  IPAExtensions: '\\x{250}-\\x{2AF}',
  SpacingModifierLetters: '\\x{2B0}-\\x{2FF}',
  CombiningDiacriticalMarks: '\\x{300}-\\x{36F}',
  Greek: '\\x{370}-\\x{3FF}',
  GreekandCoptic: '\\x{370}-\\x{3FF}',
  Cyrillic: '\\x{400}-\\x{4FF}',
  Armenian: '\\x{530}-\\x{58F}',
  Hebrew: '\\x{590}-\\x{5FF}',
  Arabic: '\\x{600}-\\x{6FF}',
  GeneralPunctuation: '\\x{2000}-\\x{206F}',
  CurrencySymbols: '\\x{20A0}-\\x{20CF}',
  LetterlikeSymbols: '\\x{2100}-\\x{214F}',
  NumberForms: '\\x{2150}-\\x{218F}',
  Arrows: '\\x{2190}-\\x{21FF}',
  MathematicalOperators: '\\x{2200}-\\x{22FF}',
};

/** What an escape stands for, as the inside of a class; null when it is not allowed. */
function setOf(reader: Reader): { readonly inside: string; readonly negated: boolean } | null {
  const letter = reader.text[reader.at + 1];
  if (letter === undefined) return null;
  reader.at += 2;
  switch (letter) {
    case 'i':
      return { inside: NAME_START, negated: false };
    case 'I':
      return { inside: NAME_START, negated: true };
    case 'c':
      return { inside: NAME, negated: false };
    case 'C':
      return { inside: NAME, negated: true };
    case 'd':
      return { inside: '\\p{Nd}', negated: false };
    case 'D':
      return { inside: '\\p{Nd}', negated: true };
    case 's':
      return { inside: ' \\t\\n\\r', negated: false };
    case 'S':
      return { inside: ' \\t\\n\\r', negated: true };
    case 'w':
      return { inside: '\\p{P}\\p{Z}\\p{C}', negated: true };
    case 'W':
      return { inside: '\\p{P}\\p{Z}\\p{C}', negated: false };
    case 'p':
    case 'P': {
      const found = /^\{([A-Za-z0-9-]+)\}/.exec(reader.text.slice(reader.at));
      if (!found) return null;
      reader.at += found[0].length;
      const name = found[1] ?? '';
      const block = name.startsWith('Is') ? BLOCKS[name.slice(2)] : `\\p{${name}}`;
      return block === undefined ? null : { inside: block, negated: letter === 'P' };
    }
    case 'n':
    case 'r':
    case 't':
      return { inside: `\\${letter}`, negated: false };
    default:
      return /[\\|.?*+(){}$[\]^-]/.test(letter) ? { inside: `\\${letter}`, negated: false } : null;
  }
}

function escapeOf(reader: Reader): string | null {
  const set = setOf(reader);
  if (set === null) return null;
  return /^\\[^px]$/.test(set.inside) && !set.negated ? set.inside : `[${set.negated ? '^' : ''}${set.inside}]`;
}

/** A class `[…]`; subtraction of a class is carried out by the engine's own set operations where it can be. */
function classOf(reader: Reader): string | null {
  reader.at += 1;
  const negated = reader.text[reader.at] === '^';
  if (negated) reader.at += 1;
  let inside = '';
  let first = true;
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? '';
    if (character === ']' && !first) {
      reader.at += 1;
      return `[${negated ? '^' : ''}${inside}]`;
    }
    if (character === '-' && reader.text[reader.at + 1] === '[') {
      reader.at += 1;
      const without = classOf(reader);
      if (without === null || reader.text[reader.at] !== ']') return null;
      reader.at += 1;
      return subtract(`[${negated ? '^' : ''}${inside}]`, without);
    }
    if (character === '[' || (character === ']' && first)) return null;
    if (character === '\\') {
      const set = setOf(reader);
      if (set === null) return null;
      inside += set.negated ? negatedInside(set.inside) : set.inside;
    } else {
      inside += character === '&' || character === '~' ? `\\${character}` : character;
      reader.at += 1;
    }
    first = false;
  }
  return null;
}

/** A negated set inside a class: only Unicode properties can be negated in place. */
function negatedInside(inside: string): string {
  return inside.replace(/\\p\{/g, '\\P{');
}

/** A minus B as the characters of the first 65,536 that are in A and not in B, spelled as ranges. */
function subtract(a: string, b: string): string | null {
  const spans: string[] = [];
  let start = -1;
  let inA: RegExp;
  let inB: RegExp;
  try {
    inA = new RegExp(`^${native(a)}$`, 'u');
    inB = new RegExp(`^${native(b)}$`, 'u');
  } catch {
    return null;
  }
  for (let code = 0; code <= 0x10000; code += 1) {
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    const character = String.fromCodePoint(surrogate ? 0 : code);
    const inside = code < 0x10000 && !surrogate && inA.test(character) && !inB.test(character);
    if (inside && start < 0) start = code;
    if (!inside && start >= 0) {
      spans.push(`\\x{${start.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
      start = -1;
    }
  }
  return spans.length === 0 ? '[^\\x{0}-\\x{10FFFF}]' : `[${spans.join('')}]`;
}

/** A single class as JavaScript writes it; matching one character takes constant time. */
function native(set: string): string {
  return set.replace(/\\x\{([0-9A-Fa-f]+)\}/g, '\\u{$1}').replace(/\\([&~])/g, '$1');
}
