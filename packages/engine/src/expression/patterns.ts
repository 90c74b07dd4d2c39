import { RE2JS } from 're2js';
import { type Budget, LIMITS, Stop } from './budget.ts';
import { toLinearSyntax } from './pattern-syntax.ts';

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // these two are carried out on the source
  x: 0,
  q: 0,
};

const compiled = new Map<string, RE2JS | null>();

/** Regular expressions of XPath in time linear in the text; null for a pattern (or flag) that is not supported. */
export function pattern(source: string, flags: string, text: string, budget: Budget): RE2JS | null {
  if (source.length > LIMITS.pattern) {
    throw new Stop('value-too-large', `A regular expression exceeds ${LIMITS.pattern} characters.`);
  }
  budget.text(text);
  const key = `${flags}/${source}`;
  let found = compiled.get(key);
  if (found === undefined) {
    budget.spend(500);
    found = build(source, flags);
    if (compiled.size >= 200) compiled.clear();
    compiled.set(key, found);
  }
  // the automaton visits at most every instruction for every character
  if (found) budget.spend(Math.ceil((text.length * (found.programSize() + 8)) / 16));
  return found;
}

function build(source: string, flags: string): RE2JS | null {
  let bits = 0;
  for (const flag of flags) {
    const bit = FLAGS[flag];
    if (bit === undefined) return null;
    bits |= bit;
  }
  const linear = flags.includes('q') ? RE2JS.quote(source) : toLinearSyntax(source, flags);
  if (linear === null) return null;
  try {
    const built = RE2JS.compile(linear, bits);
    return built.programSize() > 5_000 ? null : built;
  } catch {
    return null;
  }
}

/** Every match replaced; `$1` means a group, `$0` the whole match, unless the replacement is `literal`. */
export function replaceAll(
  expression: RE2JS,
  text: string,
  replacement: string,
  literal: boolean,
  budget: Budget,
): string | null {
  if (!literal && /\$(?!\d)/.test(replacement.replace(/\\[\\$]/g, ''))) return null;
  const matcher = expression.matcher(text);
  let result = '';
  let end = 0;
  while (matcher.find()) {
    budget.spend(4);
    const filled = literal
      ? replacement
      : replacement.replace(/\\([\\$])|\$(\d)/g, (_, escaped: string | undefined, digit: string) => {
          if (escaped !== undefined) return escaped;
          const group = Number(digit);
          return group > matcher.groupCount() ? '' : (matcher.group(group) ?? '');
        });
    result = budget.text(result + text.slice(end, matcher.start()) + filled);
    end = matcher.end();
  }
  return budget.text(result + text.slice(end));
}

/** The parts of the text between matches; an empty match splits nothing at the ends. */
export function splitAt(expression: RE2JS, text: string, budget: Budget): string[] {
  const matcher = expression.matcher(text);
  const parts: string[] = [];
  let end = 0;
  while (matcher.find()) {
    budget.spend(4);
    if (matcher.end() === matcher.start() && (matcher.start() === 0 || matcher.start() === text.length)) continue;
    parts.push(text.slice(end, matcher.start()));
    end = matcher.end();
  }
  parts.push(text.slice(end));
  return parts;
}
