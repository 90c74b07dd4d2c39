import { publicTexts } from '../../texts/public/index.ts';
import { Page, sendPage } from '../page.tsx';
import type { PageRoutes } from '../page-routes.ts';
import { openVisit } from '../visit.ts';

/** `/accessibility`: the statement that OUG 112/2018 asks for. */
export const accessibilityPage: PageRoutes = (app, { api, assets }) => {
  app.get('/accessibility', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const t = publicTexts(visit.language);
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('accessibilityTitle')}>
        <h1 class="govuk-heading-l">{t('accessibilityTitle')}</h1>
        <p class="govuk-body-l">{t('accessibilityIntro')}</p>
        <h2 class="govuk-heading-m">{t('accessibilityStandardTitle')}</h2>
        <p class="govuk-body">{t('accessibilityStandard')}</p>
        <h2 class="govuk-heading-m">{t('accessibilityFeaturesTitle')}</h2>
        <ul class="govuk-list govuk-list--bullet">
          <li>{t('accessibilityKeyboard')}</li>
          <li>{t('accessibilityScript')}</li>
          <li>{t('accessibilityZoom')}</li>
          <li>{t('accessibilityLanguages')}</li>
        </ul>
        <h2 class="govuk-heading-m">{t('accessibilityLimitsTitle')}</h2>
        <p class="govuk-body">{t('accessibilityLimits')}</p>
        <h2 class="govuk-heading-m">{t('accessibilityContactTitle')}</h2>
        <p class="govuk-body">{t('accessibilityContact')}</p>
      </Page>,
    );
  });
};
