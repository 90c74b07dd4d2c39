/** Numbers that are missing between the smallest and the largest given, as ranges; a register must have none. */
export function gaps(numbers: readonly number[]): { from: number; to: number }[] {
  const sorted = [...new Set(numbers)].sort((one, other) => one - other);
  const found: { from: number; to: number }[] = [];
  sorted.forEach((number, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && number - before > 1) found.push({ from: before + 1, to: number - 1 });
  });
  return found;
}
