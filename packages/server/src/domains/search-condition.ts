/**
 * SQL for a search: every word of `q` is the registry number `r.number`, or stands somewhere in one of the columns,
 * whatever the accents. `used` is how many parameters the statement has already.
 */
export function searchCondition(
  q: string | undefined,
  used: number,
  columns: readonly string[],
): { condition: string; values: string[] } {
  const text = (q ?? '').trim().slice(0, 200);
  if (text === '') return { condition: 'true', values: [] };
  const words = text.split(/\s+/).slice(0, 8);
  const conditions = words.map((_, index) => {
    const parameter = `$${used + 1 + index}::text`;
    const like = columns.map(
      (column) => `${folded(`coalesce(${column}, '')`)} like '%' || ${folded(parameter)} || '%'`,
    );
    return `(r.number::text = ${parameter} or ${like.join(' or ')})`;
  });
  return { condition: conditions.join(' and '), values: words.map((word) => word.replace(/[\\%_]/g, '\\$&')) };
}

/**
 * Small letters without the accents of Romanian and Hungarian. `unaccent` is an extension that not every database has,
 * and `lower` leaves accented capitals alone where the database knows no language.
 */
function folded(expression: string): string {
  return `translate(lower(${expression}), 'ăâîșşțţáéíóöőúüűĂÂÎȘŞȚŢÁÉÍÓÖŐÚÜŰ', 'aaissttaeiooouuuaaissttaeiooouuu')`;
}
