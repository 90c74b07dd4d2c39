import type { Service } from '@circula/client';
import { formPages, pageText, readForm } from '@circula/forms';
import { viewOf } from '../../fields/field-view.ts';
import { formatMoney } from '../../texts/format.ts';
import { publicTexts } from '../../texts/public/index.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { PostForm } from '../form-frame.tsx';
import { idempotencyHeader, newIdempotencyKey } from '../idempotency.ts';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, requestAddress } from '../page-routes.ts';
import { posted } from '../posted.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { termText } from './service-results.tsx';

interface CardPath {
  Params: { institution: string; service: string };
}

function Facts({ service, language }: { service: Service; language: Language }) {
  const t = publicTexts(language);
  const from = service.fee?.from;
  const fee = !service.fee
    ? t('feeNone')
    : from === undefined
      ? t('feeComputed')
      : t('feeFrom', { amount: formatMoney(from, 'RON', language) });
  return (
    <dl class="circula-facts">
      <div>
        <dt>{t('cardTerm')}</dt>
        <dd>{termText(service.deadline, language)}</dd>
      </div>
      <div>
        <dt>{t('cardFee')}</dt>
        <dd>{fee}</dd>
      </div>
      <div>
        <dt>{t('cardTime')}</dt>
        <dd>{t('minutes', { count: service.minutesToFill })}</dd>
      </div>
    </dl>
  );
}

function Start({ visit, service }: { visit: Visit; service: Service }) {
  const t = publicTexts(visit.language);
  const address = `/i/${service.institution.slug}/s/${service.id}`;
  return (
    <>
      {visit.session.account ? (
        <PostForm visit={visit} action={`${address}/start`} idempotencyKey={newIdempotencyKey()}>
          <Button>{t('cardStart')}</Button>
        </PostForm>
      ) : (
        <ButtonLink href={`/login?next=${encodeURIComponent(address)}`}>{t('cardLogIn')}</ButtonLink>
      )}
      <p class="govuk-body circula-muted">{t('cardStartHint')}</p>
    </>
  );
}

function Documents({ service, language }: { service: Service; language: Language }) {
  const t = publicTexts(language);
  return service.documents.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{t('cardDocuments')}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {service.documents.map((document) => (
          <li key={document.id}>
            {inLanguage(document.name, language)}
            {document.required || document.note ? null : (
              <span class="circula-muted"> ({t('cardDocumentOptional')})</span>
            )}
            {document.note ? <span class="circula-muted"> – {inLanguage(document.note, language)}</span> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Questions({ service, language }: { service: Service; language: Language }) {
  const { form } = readForm(service.forms[service.form]);
  return form === null ? null : (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{publicTexts(language)('cardQuestions')}</span>
      </summary>
      <div class="govuk-details__text">
        {formPages(form).map((page, index) => (
          <section key={pageText(page, language) || index}>
            <h3 class="govuk-heading-s">{pageText(page, language)}</h3>
            <ul class="govuk-list govuk-list--bullet">
              {page.fields
                .filter((field) => field.kind !== 'text')
                .map((field) => viewOf(field, language))
                .map((field) => (
                  <li key={field.key}>
                    {field.label}
                    {field.hint ? <span class="circula-muted"> – {field.hint}</span> : null}
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

function Law({ service, language }: { service: Service; language: Language }) {
  const t = publicTexts(language);
  return (
    <>
      <h2 class="govuk-heading-m">{t('cardLaw')}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {service.legalBasis.map((basis) => (
          <li key={basis.text}>
            {basis.url && /^https:\/\//.test(basis.url) ? (
              <a class="govuk-link" href={basis.url} rel="noreferrer">
                {basis.text}
              </a>
            ) : (
              basis.text
            )}
          </li>
        ))}
        <li>{t('cardDeadlineLaw', { law: service.deadline.legalBasis })}</li>
        {service.fee ? <li>{t('cardFeeLaw', { law: service.fee.legalBasis })}</li> : null}
      </ul>
    </>
  );
}

/** `/i/:institution/s/:service`: everything one should know before starting, and the start. */
export const serviceCardPage: PageRoutes = (app, { api, assets }) => {
  app.get<CardPath>('/i/:institution/s/:service', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language, client } = visit;
    const t = publicTexts(language);
    const service = await answered(
      client.GET('/api/v1/institutions/{institution}/services/{service}', { params: { path: request.params } }),
    );
    const name = inLanguage(service.name, language);
    return sendPage(
      reply,
      <Page
        frame={visit}
        assets={assets}
        title={name}
        institution={service.institution}
        back={`/i/${service.institution.slug}`}
      >
        <h1 class="govuk-heading-xl">{name}</h1>
        <p class="circula-lead">{inLanguage(service.summary, language)}</p>
        <Facts service={service} language={language} />
        <Start visit={visit} service={service} />
        <Documents service={service} language={language} />
        <Questions service={service} language={language} />
        <h2 class="govuk-heading-m">{t('cardOutputs')}</h2>
        <ul class="govuk-list govuk-list--bullet">
          {service.outputs.map((output) => (
            <li key={output.template}>{inLanguage(output.name, language)}</li>
          ))}
        </ul>
        <h2 class="govuk-heading-m">{t('cardRoute')}</h2>
        <Timeline
          language={language}
          steps={service.stages.map((stage) => ({
            id: stage.id,
            name: inLanguage(stage.name, language),
            state: 'next',
          }))}
        />
        <Law service={service} language={language} />
      </Page>,
    );
  });

  app.post<CardPath>('/i/:institution/s/:service/start', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { institution, service } = request.params;
    const started = await answered(
      visit.client.POST('/api/v1/institutions/{institution}/requests', {
        params: { path: { institution } },
        body: { service },
        headers: idempotencyHeader(posted(request)),
      }),
    );
    return reply.redirect(requestAddress({ institution, request: started.id }, '/p/1'), 303);
  });
};
