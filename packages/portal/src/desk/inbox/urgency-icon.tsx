import type { Urgency } from './urgency.ts';

/** One drawing per urgency; drawn, because the fonts of offices lack the signs. */
const paths: { readonly [urgency in Urgency]: string } = {
  overdue: 'M8 2.5 14.5 14h-13zM8 6.5v3.5M8 12v.01',
  today: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8M8 11v.01',
  soon: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5',
  running: 'M5 3.5v9l7-4.5z',
  suspended: 'M5.5 3.5v9M10.5 3.5v9',
  ended: 'M3 8.5 6.5 12 13 4.5',
  none: 'M4 8h8',
};

/** The sign of an urgency; the words beside it say the same. */
export function UrgencyIcon({ urgency }: { urgency: Urgency }) {
  return (
    <svg class="desk-due__icon" viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false">
      <path
        d={paths[urgency]}
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
