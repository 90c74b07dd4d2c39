import type { InstitutionSummary, ServiceSummary } from '@circula/client';
import { formatMoney } from '../../texts/format.ts';
import { publicTexts } from '../../texts/public/index.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';

export interface FoundService {
  readonly institution: InstitutionSummary;
  readonly service: ServiceSummary;
}

/** "15 zile lucrătoare", in the reader's language. */
export function termText(
  deadline: { amount: number; unit: 'working-days' | 'calendar-days' },
  language: Language,
): string {
  const t = publicTexts(language);
  return deadline.unit === 'working-days'
    ? t('termWorkingDays', { count: deadline.amount })
    : t('termCalendarDays', { count: deadline.amount });
}

/** Services as cards; the institution's name is shown where the list mixes institutions. */
export function ServiceCards({
  found,
  language,
  naming,
}: {
  found: readonly FoundService[];
  language: Language;
  naming: boolean;
}) {
  const t = publicTexts(language);
  return (
    <ul class="circula-cards">
      {found.map(({ institution, service }) => (
        <li class="circula-card" key={`${institution.slug}/${service.id}`}>
          <h3 class="circula-card__title">
            <a href={`/i/${institution.slug}/s/${service.id}`}>{inLanguage(service.name, language)}</a>
          </h3>
          {naming ? <p class="circula-card__text circula-muted">{institution.name}</p> : null}
          <p class="circula-card__text">{inLanguage(service.summary, language)}</p>
          <ul class="circula-card__facts">
            <li>{termText(service.deadline, language)}</li>
            <li>{t('minutesToFill', { count: service.minutesToFill })}</li>
            {service.feeFrom === undefined ? null : (
              <li>{t('feeFrom', { amount: formatMoney(service.feeFrom, 'RON', language) })}</li>
            )}
          </ul>
        </li>
      ))}
    </ul>
  );
}
