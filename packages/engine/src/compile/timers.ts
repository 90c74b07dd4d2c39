import { addWorkingDays, atWallClock, dayAt, type WorkCalendar, wallClockAt } from '../deadline/index.ts';
import type { TimerDefinition } from '../kernel/graph.ts';
import { parseInstant } from '../time/instants.ts';
import { parseDays, parseDuration } from '../triggers/iso-time.ts';
import { parseRepeating } from '../triggers/timer.ts';
import { constant } from './expressions.ts';
import { child, type Element, extension, text } from './model.ts';
import type { Surroundings } from './surroundings.ts';

/** What a timer waits for: exactly one of a date, a duration (of working days, too) and a cycle. */
export function readTimer(
  { id, diagnostics, expressions, calendar }: Surroundings & { readonly id: string },
  event: Element,
): TimerDefinition | null {
  const follow = extension(event, 'circula:Follow') !== null;
  const inWorkingDays = extension(event, 'circula:WorkingDays') !== null;
  const forms = (
    [
      ['date', 'timeDate'],
      ['duration', 'timeDuration'],
      ['cycle', 'timeCycle'],
    ] as const
  ).filter(([, property]) => text(child(event, property), 'body') !== null);
  const [first] = forms;
  const expression = first === undefined ? null : child(event, first[1]);
  if (first === undefined || expression === null || forms.length > 1) {
    diagnostics.error('missing-definition', id, 'A timer needs exactly one of timeDate, timeDuration and timeCycle.');
    return null;
  }
  const [form] = first;
  if (inWorkingDays && (form !== 'duration' || calendar === null)) {
    const message =
      form === 'duration'
        ? 'A timer in working days needs the calendar of an institution, which is not given here.'
        : 'Only a duration can be in working days; a date says "working days after(today(), 3)".';
    diagnostics.error('bad-value', id, message);
    return null;
  }
  const workingDays = inWorkingDays && calendar !== null ? workingDaysOf(calendar) : null;
  const source = (text(expression, 'body') ?? '').trim();
  const duration = workingDays === null ? parseDuration : parseDays;
  const literal = { date: parseInstant, duration, cycle: parseRepeating }[form](source) !== null;
  if (literal) return { form, value: constant(source, source), follow, workingDays };
  const cron = form === 'cycle' && (/^[@*]/.test(source) || source.split(/\s+/).length >= 5);
  if (!source.startsWith('=') && (cron || /^[RP\d]/.test(source))) {
    const shown = source.slice(0, 80);
    diagnostics.error('bad-value', id, `"${shown}" ${cron ? NO_CRON : whyUnread(source, form, workingDays !== null)}`);
    return null;
  }
  const value = expressions.formal(expression, id);
  return value === null ? null : { form, value, follow, workingDays };
}

const NO_CRON = 'is no cron expression of six fields.';

/** The forms of ISO 8601 that are read; it knows more. */
const READ = {
  date: '2026-01-31 or 2026-01-31T09:00:00+02:00',
  duration: 'P1DT12H or PT1.5H',
  cycle: 'R3/PT1H or R/2026-01-31T09:00:00+02:00/P1D',
} as const;

function whyUnread(source: string, form: keyof typeof READ, workingDays: boolean): string {
  if (workingDays) return 'is not read as working days: write whole days, such as P3D.';
  if (/P[^T/]*\d[.,]\d+[YM]/.test(source)) {
    return 'has a fraction of a year or month, which are not all of one length: write days, such as P15D.';
  }
  return `is not read as a ${form}: write it as in ${READ[form]}.`;
}

function workingDaysOf(calendar: WorkCalendar): NonNullable<TimerDefinition['workingDays']> {
  return (from, days) => {
    try {
      return atWallClock(addWorkingDays(calendar, dayAt(from), days), wallClockAt(from));
    } catch (error) {
      // holidays are known for the years 1900 to 2099
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
}

/** A cycle that comes more than once, as far as the model tells. */
export function repeats(timer: TimerDefinition | null): boolean {
  return timer?.form === 'cycle' && !/^R1\//.test(timer.value.source.trim());
}
