import type { ClockEffect } from '../kernel/graph.ts';
import { type Element, extension, text } from './model.ts';
import type { Surroundings } from './surroundings.ts';

const MOST_DAYS = 3_660;

/** What a task does to the legal clock; null when it does nothing, or says it wrongly. */
export function readClock({
  element,
  id,
  diagnostics,
}: Pick<Surroundings, 'diagnostics'> & { readonly element: Element; readonly id: string }): ClockEffect | null {
  const clock = extension(element, 'circula:Clock');
  if (clock === null) return null;
  const effect = text(clock, 'effect') ?? '';
  switch (effect) {
    case 'suspend':
    case 'shift':
    case 'start':
      return Object.freeze({ effect });
    case 'extend': {
      const { days } = clock;
      if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) {
        return Object.freeze({ effect, days });
      }
      diagnostics.error('bad-value', id, 'A circula:clock that extends the term says by how many days: days="15".');
      return null;
    }
    case 'redirect': {
      const to = text(clock, 'to');
      if (to !== null) return Object.freeze({ effect, to });
      diagnostics.error(
        'bad-value',
        id,
        'A circula:clock that redirects says where to: to="the competent institution".',
      );
      return null;
    }
    default:
      diagnostics.error('bad-value', id, `"${effect}" is none of suspend, shift, start, extend and redirect.`);
      return null;
  }
}
