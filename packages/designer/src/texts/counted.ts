/**
 * A number with its noun in Romanian: one, 2–19 (and 101–119 …), 20 and more with "de". `one` carries its own article.
 */
export function counted(n: number, [one, few, many]: readonly [one: string, few: string, many: string]): string {
  if (n === 1) return one;
  const rest = n % 100;
  return n === 0 || (rest >= 1 && rest <= 19) ? `${n} ${few}` : `${n} ${many}`;
}
