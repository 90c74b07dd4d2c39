import { backOff } from './lease.ts';

/** The header of a task in the model that says how long to wait before a failed job is tried again. */
export const RETRY_HEADER = 'retryBackoff';

const DAY_MS = 86_400_000;
const DURATION = /^P(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6}(?:\.\d{1,3})?)S)?)?$/;

/**
 * Milliseconds to wait before a job is tried again, after `attempt` deliveries. The model may say so in the header
 * `retryBackoff`: one ISO 8601 duration is the first pause, doubled each time up to a day; several, separated by commas,
 * are the pauses in turn, of which the last repeats. Each is shortened by up to a half at random, so that jobs that
 * failed together do not come back together. Null: the header says something else.
 */
export function retryPause(
  headers: Readonly<Record<string, string>>,
  attempt: number,
  otherwise: { readonly first: number; readonly most: number },
): number | null {
  const text = headers[RETRY_HEADER];
  if (text === undefined) return backOff(attempt, otherwise.first, otherwise.most);
  const pauses = text.split(',').map((part) => milliseconds(part.trim()));
  const [first, ...more] = pauses;
  if (first === undefined || first === null || more.includes(null)) return null;
  if (more.length === 0) return backOff(attempt, first, Math.max(first, DAY_MS));
  const pause = pauses[Math.min(attempt, pauses.length) - 1] ?? first;
  return backOff(1, pause, pause);
}

function milliseconds(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null || text === 'P') return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return ((days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
}
