import type { FeelType } from './types.ts';

/** The type of `a operator b` (DMN 1.5, tables 45 to 54); undefined when no values of these types have a result. */
export function operationType(operator: string, a: FeelType, b: FeelType): FeelType | undefined {
  if (isVague(a) || isVague(b)) return { kind: 'any' };
  if (a.kind === 'number' && b.kind === 'number') return a;
  const [x, y] = [a.kind, b.kind];
  switch (operator) {
    case '+':
      if (x === 'string' && y === 'string') return a;
      if (isDuration(y)) return isDuration(x) ? (x === y ? a : undefined) : moved(a, y);
      return isDuration(x) ? moved(b, x) : undefined;
    case '-':
      if (isDuration(y)) return isDuration(x) ? (x === y ? a : undefined) : moved(a, y);
      if (isMoment(x) && isMoment(y)) return { kind: 'days and time duration' };
      return x === 'time' && y === 'time' ? { kind: 'days and time duration' } : undefined;
    case '*':
      if (isDuration(x) && y === 'number') return a;
      return isDuration(y) && x === 'number' ? b : undefined;
    case '/':
      if (isDuration(x) && x === y) return { kind: 'number' };
      return isDuration(x) && y === 'number' ? a : undefined;
    default:
      return undefined;
  }
}

function isVague({ kind }: FeelType): boolean {
  return kind === 'any' || kind === 'null' || kind === 'duration' || kind === 'list';
}

function isDuration(kind: string): boolean {
  return kind === 'days and time duration' || kind === 'years and months duration';
}

function isMoment(kind: string): boolean {
  return kind === 'date' || kind === 'date and time';
}

function moved(moment: FeelType, by: string): FeelType | undefined {
  if (isMoment(moment.kind)) return moment;
  return moment.kind === 'time' && by === 'days and time duration' ? moment : undefined;
}
