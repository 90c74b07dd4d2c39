import type { InstitutionSummary } from '@circula/client';
import { publicTexts } from '../../texts/public/index.ts';
import type { Language } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import { FormGroup } from '../../ui/form-group.tsx';
import { Page, sendPage } from '../page.tsx';
import type { PageRoutes } from '../page-routes.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { type FoundService, ServiceCards } from './service-results.tsx';

/** A search without a chosen institution asks at most this many, so that one visitor cannot make thousands of queries. */
const searchedAtOnce = 12;

async function search(visit: Visit, institutions: readonly InstitutionSummary[], q: string): Promise<FoundService[]> {
  const answers = await Promise.all(
    institutions.slice(0, searchedAtOnce).map(async (institution) => {
      const path = { institution: institution.slug };
      const { items } = await answered(
        visit.client.GET('/api/v1/institutions/{institution}/services', { params: { path, query: { q } } }),
      );
      return items.map((service) => ({ institution, service }));
    }),
  );
  return answers.flat();
}

function SearchForm({
  language,
  q,
  chosen,
  institutions,
}: {
  language: Language;
  q: string;
  chosen: string;
  institutions: readonly InstitutionSummary[];
}) {
  const t = publicTexts(language);
  return (
    <search>
      <form method="get" action="/" class="circula-search">
        <FormGroup id="q" label={t('searchLabel')} hint={t('searchHint')} language={language} large>
          <input
            class="govuk-input"
            id="q"
            name="q"
            type="search"
            value={q}
            aria-describedby="q-hint"
            maxLength={200}
          />
        </FormGroup>
        <FormGroup id="institution" label={t('searchInstitution')} language={language}>
          <select class="govuk-select" id="institution" name="institution">
            <option value="">{t('searchAllInstitutions')}</option>
            {institutions.map((institution) => (
              <option key={institution.slug} value={institution.slug} selected={institution.slug === chosen}>
                {institution.name}
              </option>
            ))}
          </select>
        </FormGroup>
        <Button>{t('searchButton')}</Button>
      </form>
    </search>
  );
}

function Institutions({ language, items }: { language: Language; items: readonly InstitutionSummary[] }) {
  const t = publicTexts(language);
  return (
    <>
      <h2 class="govuk-heading-m">{t('institutionsTitle')}</h2>
      <ul class="circula-cards">
        {items.map((institution) => (
          <li class="circula-card" key={institution.slug}>
            <h3 class="circula-card__title">
              <a href={`/i/${institution.slug}`}>{institution.name}</a>
            </h3>
            <ul class="circula-card__facts">
              <li>{institution.kind === 'county-council' ? t('institutionCouncil') : t('institutionTownHall')}</li>
              <li>{t('institutionCounty', { county: institution.county })}</li>
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `/`: search all services, or choose an institution. */
export const findServicePage: PageRoutes = (app, { api, assets }) => {
  app.get<{ Querystring: { q?: string; institution?: string } }>('/', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const t = publicTexts(language);
    const { items } = await answered(visit.client.GET('/api/v1/institutions'));
    const q = String(request.query.q ?? '')
      .trim()
      .slice(0, 200);
    const chosen = String(request.query.institution ?? '');
    const asked = q !== '' || chosen !== '';
    const found = asked
      ? await search(visit, chosen ? items.filter((institution) => institution.slug === chosen) : items, q)
      : [];
    return sendPage(
      reply,
      <Page
        frame={visit}
        assets={assets}
        title={t('homeTitle')}
        hero={
          <>
            <h1 class="govuk-heading-xl">{t('homeTitle')}</h1>
            <p class="circula-lead">{t('homeLead')}</p>
          </>
        }
      >
        <SearchForm language={language} q={q} chosen={chosen} institutions={items} />
        {asked ? (
          <>
            <h2 class="govuk-heading-m">
              {found.length > 0 ? t('searchResults', { count: found.length }) : t('searchNone')}
            </h2>
            <ServiceCards found={found} language={language} naming />
          </>
        ) : (
          <Institutions language={language} items={items} />
        )}
      </Page>,
    );
  });
};
