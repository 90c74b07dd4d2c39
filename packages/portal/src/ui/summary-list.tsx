import type { ComponentChildren } from 'preact';

export interface SummaryRow {
  term: ComponentChildren;
  value: ComponentChildren;
  /** A link to change the row; `about` completes its name for those who hear links out of context. */
  change?: { href: string; text: string; about: string } | undefined;
}

/** Terms and values, each with an optional link to change it. */
export function SummaryList({ rows, plain = false }: { rows: readonly SummaryRow[]; plain?: boolean }) {
  const actions = rows.some((row) => row.change);
  return (
    <dl class={plain ? 'govuk-summary-list govuk-summary-list--no-border' : 'govuk-summary-list'}>
      {rows.map((row, index) => (
        <div
          key={index}
          class={`govuk-summary-list__row${actions && !row.change ? ' govuk-summary-list__row--no-actions' : ''}`}
        >
          <dt class="govuk-summary-list__key">{row.term}</dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {row.change ? (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link circula-download" href={row.change.href}>
                {row.change.text}
                <span class="govuk-visually-hidden"> {row.change.about}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
