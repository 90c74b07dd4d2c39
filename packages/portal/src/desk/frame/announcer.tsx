import { signal } from '@preact/signals';

const spoken = signal({ text: '', turn: 0 });

/** Says something to those who hear the page: a result, a number of results. Nothing moves on the screen. */
export function announce(text: string): void {
  spoken.value = { text, turn: spoken.value.turn + 1 };
}

/** The one live region of the desk. It exists from the start: a region that comes with its text is often not spoken. */
export function Announcer() {
  const { text, turn } = spoken.value;
  return (
    <div class="govuk-visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {/* The turn makes the same sentence, said twice, a change. */}
      <span key={turn}>{text}</span>
    </div>
  );
}
