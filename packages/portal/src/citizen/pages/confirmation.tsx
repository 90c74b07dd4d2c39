import { applyTexts } from '../../texts/apply/index.ts';
import { formatDate } from '../../texts/format.ts';
import { inLanguage } from '../../texts/translate.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SummaryList } from '../../ui/summary-list.tsx';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type RequestPath, requestAddress } from '../page-routes.ts';
import { QrCode } from '../qr-code.tsx';
import { openVisit, type Visit } from '../visit.ts';
import { documentAddress, loadRequest } from './load-request.ts';

function TrackingCode({ visit, code }: { visit: Visit; code: string }) {
  const t = applyTexts(visit.language);
  return (
    <>
      <h2 class="govuk-heading-m">{t('doneQrTitle')}</h2>
      <div class="circula-qr">
        <QrCode text={`${visit.origin}/t/${code}`} label={t('doneQrAlt')} />
        <div>
          <p class="govuk-body">{t('doneQrText')}</p>
          <p class="govuk-body">
            {t('doneCode')}: <span class="circula-qr__code">{code}</span>
          </p>
        </div>
      </div>
    </>
  );
}

/** `/i/:institution/r/:request/done`: the proof that it arrived. */
export const confirmationPage: PageRoutes = (app, { api, assets }) => {
  app.get<RequestPath>('/i/:institution/r/:request/done', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const t = applyTexts(language);
    const loaded = await loadRequest(visit, request.params);
    if (loaded.number === null || loaded.registeredOn === null) {
      return reply.redirect(requestAddress(request.params, '/check'), 303);
    }
    const receipt = loaded.documents.find((document) => document.kind === 'recipisa');
    const due = loaded.deadline?.due ?? null;
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('doneTitle')} institution={loaded.institution}>
        <Panel title={t('doneTitle')}>
          {t('doneNumber')}: <strong>{loaded.number}</strong>
        </Panel>
        <SummaryList
          rows={[
            { term: t('doneInstitution'), value: loaded.institution.name },
            { term: t('doneOn'), value: formatDate(loaded.registeredOn, language) },
            ...(due ? [{ term: t('doneDue'), value: <strong>{formatDate(due, language)}</strong> }] : []),
          ]}
        />
        {receipt ? (
          <ButtonLink href={documentAddress(loaded, receipt)}>{t('doneReceipt')}</ButtonLink>
        ) : (
          <p class="govuk-body circula-noprint">
            {t('doneReceiptSoon')}{' '}
            <a class="govuk-link circula-download" href={visit.address}>
              {t('doneReload')}
            </a>
          </p>
        )}
        {loaded.trackingCode ? <TrackingCode visit={visit} code={loaded.trackingCode} /> : null}
        <div class="circula-noprint">
          <h2 class="govuk-heading-m">{t('doneNext')}</h2>
          <p class="govuk-body">{t('doneNextText')}</p>
          <p class="govuk-body">
            <a class="govuk-link circula-download" href={requestAddress(request.params)}>
              {t('doneOpen')} – {inLanguage(loaded.serviceName, language)}
            </a>
          </p>
        </div>
      </Page>,
    );
  });
};
