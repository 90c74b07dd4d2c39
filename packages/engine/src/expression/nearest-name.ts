/** The name most like a misspelt one, at most two letters away; null when none is. */
export function nearest(name: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.min(2, Math.floor(name.length / 2)) + 1;
  for (const one of names.slice(0, 500)) {
    if (Math.abs(one.length - name.length) >= least) continue;
    const away = distance(name.toLowerCase(), one.toLowerCase());
    if (away < least) {
      least = away;
      best = one;
    }
  }
  return best;
}

/** Letters to insert, remove or change. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
