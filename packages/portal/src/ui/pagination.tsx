import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

/** Links to the previous and next page of a long list; nothing when there is one page. */
export function Pagination({
  page,
  pages,
  href,
  language,
}: {
  page: number;
  pages: number;
  href: (page: number) => string;
  language: Language;
}) {
  if (pages <= 1) return null;
  const t = sharedTexts(language);
  return (
    <nav class="govuk-pagination" aria-label={t('pagination')}>
      {page > 1 ? (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={href(page - 1)} rel="prev">
            <span class="govuk-pagination__link-title">← {t('previous')}</span>
          </a>
        </div>
      ) : null}
      <span class="govuk-body">
        {page} / {pages}
      </span>
      {page < pages ? (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={href(page + 1)} rel="next">
            <span class="govuk-pagination__link-title">{t('next')} →</span>
          </a>
        </div>
      ) : null}
    </nav>
  );
}
