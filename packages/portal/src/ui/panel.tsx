import type { ComponentChildren } from 'preact';

/** The big "it is done" of a confirmation page; its title is the page's heading. */
export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <h1 class="govuk-panel__title govuk-heading-l">{title}</h1>
      <div class="govuk-panel__body govuk-body-l">{children}</div>
    </div>
  );
}

/** A block that must not be overlooked; its kind is said by the words in it, the colour only repeats them. */
export function Callout({
  kind = 'info',
  children,
}: {
  kind?: 'info' | 'warning' | 'success' | 'error';
  children: ComponentChildren;
}) {
  return <div class={kind === 'info' ? 'circula-callout' : `circula-callout circula-callout--${kind}`}>{children}</div>;
}
