import type { Institution } from '@circula/client';
import { publicTexts } from '../../texts/public/index.ts';
import type { Language } from '../../texts/translate.ts';
import { SummaryList } from '../../ui/summary-list.tsx';
import { Page, sendPage } from '../page.tsx';
import type { InstitutionPath, PageRoutes } from '../page-routes.ts';
import { answered, openVisit } from '../visit.ts';
import { ServiceCards } from './service-results.tsx';

function Contact({ contact, language }: { contact: Institution['contact']; language: Language }) {
  const t = publicTexts(language);
  const rows = [
    { term: t('contactAddress'), value: contact.address },
    { term: t('contactPhone'), value: contact.phone },
    { term: t('contactEmail'), value: contact.email },
    { term: t('contactWebsite'), value: contact.website },
  ].filter((row) => row.value);
  return rows.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{t('institutionContact')}</h2>
      <SummaryList rows={rows} />
    </>
  );
}

/** `/i/:institution`: what can be asked of it, and how to reach it. */
export const institutionPage: PageRoutes = (app, { api, assets }) => {
  app.get<InstitutionPath>('/i/:institution', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language, client } = visit;
    const t = publicTexts(language);
    const params = { path: { institution: request.params.institution } };
    const [institution, services] = await Promise.all([
      answered(client.GET('/api/v1/institutions/{institution}', { params })),
      answered(client.GET('/api/v1/institutions/{institution}/services', { params })),
    ]);
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('institutionServices')} institution={institution} back="/">
        <h1 class="govuk-heading-xl">{institution.name}</h1>
        <h2 class="govuk-heading-m">{t('institutionServices')}</h2>
        <ServiceCards
          found={services.items.map((service) => ({ institution, service }))}
          language={language}
          naming={false}
        />
        <Contact contact={institution.contact} language={language} />
      </Page>,
    );
  });
};
