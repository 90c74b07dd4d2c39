import { dayAt } from '@circula/engine';

/** The calendar day, `YYYY-MM-DD`, that an instant falls on in Romania. */
export function dayIn(instant: Date): string {
  return dayAt(instant.getTime());
}
