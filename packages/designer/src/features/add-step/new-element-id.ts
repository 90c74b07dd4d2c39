/** A readable id for a new element: its block, with a number from the second on. */
export function newElementId(block: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(block)) return block;
  let number = 2;
  while (isTaken(`${block}-${number}`)) number += 1;
  return `${block}-${number}`;
}
