import { signal } from '@preact/signals';

/** Address of the row that was opened last, so that j and k go on from there after coming back. */
const lastRow = signal<string | null>(null);

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

/** Where a step down (1) or up (-1) lands among `count` rows; -1 when there are none. `at` is -1 without a position. */
export function rowAfter(at: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return step === 1 ? 0 : count - 1;
  return Math.max(0, Math.min(count - 1, at + step));
}

/** Moves the focus by one row; the focus is the cursor, so Enter opens what the browser shows as focused. */
export function moveRow(step: 1 | -1): void {
  const all = rows();
  const focused = all.indexOf(document.activeElement as HTMLElement);
  const at = focused >= 0 ? focused : all.findIndex((row) => row.getAttribute('href') === lastRow.value);
  const target = all[focused < 0 && at >= 0 ? at : rowAfter(at, step, all.length)];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
  if (target) lastRow.value = target.getAttribute('href');
}
