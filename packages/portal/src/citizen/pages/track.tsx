import type { Tracking } from '@circula/client';
import { formatDate } from '../../texts/format.ts';
import { publicTexts } from '../../texts/public/index.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import type { SummaryProblem } from '../../ui/error-summary.tsx';
import { describedBy, FormGroup } from '../../ui/form-group.tsx';
import { Callout } from '../../ui/panel.tsx';
import { SummaryList } from '../../ui/summary-list.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { Clock } from '../clock.tsx';
import { Page, type PageProps, sendPage } from '../page.tsx';
import type { PageRoutes } from '../page-routes.ts';
import { answered, openVisit } from '../visit.ts';

function CodeForm({ language, code, problem }: { language: Language; code: string; problem: string | undefined }) {
  const t = publicTexts(language);
  return (
    <>
      <h1 class="govuk-heading-l">{t('trackTitle')}</h1>
      <p class="govuk-body-l">{t('trackLead')}</p>
      <form method="get" action="/t">
        <FormGroup id="code" label={t('trackCode')} hint={t('trackCodeHint')} language={language} problem={problem}>
          <input
            class={problem ? 'govuk-input govuk-input--error' : 'govuk-input'}
            id="code"
            name="code"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={100}
            value={code}
            aria-required="true"
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={describedBy('code', true, problem)}
          />
        </FormGroup>
        <Button>{t('trackButton')}</Button>
      </form>
    </>
  );
}

function Outcome({ tracking, language }: { tracking: Tracking; language: Language }) {
  const t = publicTexts(language);
  switch (tracking.status) {
    case 'completed':
      return (
        <Callout kind="success">
          <p class="govuk-body">{t('trackDone')}</p>
        </Callout>
      );
    case 'rejected':
      return (
        <Callout kind="error">
          <p class="govuk-body">{t('trackRejected')}</p>
        </Callout>
      );
    case 'withdrawn':
      return (
        <Callout>
          <p class="govuk-body">{t('trackWithdrawn')}</p>
        </Callout>
      );
    case 'submitted':
      return null;
  }
}

function NextAction({ tracking, language }: { tracking: Tracking; language: Language }) {
  const t = publicTexts(language);
  if (tracking.nextAction === null) return null;
  return (
    <Callout kind={tracking.nextAction === 'answer-completion' ? 'warning' : 'success'}>
      <p class="govuk-body">
        {tracking.nextAction === 'answer-completion' ? t('trackNextAnswer') : t('trackNextCollect')}
      </p>
      <ButtonLink href={tracking.requestPath}>{t('trackOpen')}</ButtonLink>
    </Callout>
  );
}

function Where({ tracking, language }: { tracking: Tracking; language: Language }) {
  const t = publicTexts(language);
  const stage = tracking.stage ? inLanguage(tracking.stage.name, language) : null;
  const office = tracking.office ? inLanguage(tracking.office, language) : null;
  return (
    <SummaryList
      rows={[
        {
          term: t('trackNumber'),
          value: t('trackNumberValue', { number: tracking.number, date: formatDate(tracking.date, language) }),
        },
        ...(tracking.status === 'submitted' && (stage || office)
          ? [{ term: t('trackWhere'), value: [stage, office].filter((part) => part).join(' – ') }]
          : []),
        ...(tracking.due || tracking.clock === 'suspended'
          ? [
              {
                term: t('trackDue'),
                value: (
                  <>
                    {tracking.due ? formatDate(tracking.due, language) : null}
                    <Clock clock={tracking.clock} workingDaysLeft={tracking.workingDaysLeft} language={language} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** `/t` and `/t/:code`: where a file is, for whoever holds its code. Shows no personal data and loads no script. */
export const trackPage: PageRoutes = (app, { api, assets }) => {
  const codePage = (frame: PageProps['frame'], code: string, message: string | null) => {
    const { language } = frame;
    const problems: SummaryProblem[] = message ? [{ target: 'code', message }] : [];
    return (
      <Page frame={frame} assets={assets} title={publicTexts(language)('trackTitle')} problems={problems}>
        <CodeForm language={language} code={code} problem={message ?? undefined} />
      </Page>
    );
  };

  app.get<{ Querystring: { code?: string } }>('/t', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer');
    const visit = await openVisit(request, reply, api);
    if (request.query.code === undefined) return sendPage(reply, codePage(visit, '', null));
    const code = String(request.query.code).trim();
    if (code === '') return sendPage(reply, codePage(visit, '', publicTexts(visit.language)('trackMissing')));
    return reply.redirect(`/t/${encodeURIComponent(code)}`, 303);
  });

  app.get<{ Params: { code: string } }>('/t/:code', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer');
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const { code } = request.params;
    const t = publicTexts(language);
    const result = await visit.client.GET('/api/v1/tracking/{code}', { params: { path: { code } } });
    if (result.response.status === 404 || result.response.status === 400 || result.response.status === 422) {
      return sendPage(reply, codePage({ ...visit, address: '/t' }, '', t('trackUnknown')), 404);
    }
    const tracking = await answered(Promise.resolve(result));
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('trackTitle')} institution={tracking.institution}>
        <h1 class="govuk-heading-l">{inLanguage(tracking.serviceName, language)}</h1>
        <Outcome tracking={tracking} language={language} />
        <NextAction tracking={tracking} language={language} />
        <Where tracking={tracking} language={language} />
        <h2 class="govuk-heading-m">{t('trackRoute')}</h2>
        <Timeline
          language={language}
          steps={tracking.steps.map((step) => ({
            id: step.id,
            name: inLanguage(step.name, language),
            state: step.state,
            detail:
              step.state === 'done' && step.at
                ? t('trackDoneOn', { date: formatDate(step.at, language) })
                : step.office
                  ? inLanguage(step.office, language)
                  : undefined,
          }))}
        />
        <p class="govuk-body circula-muted">{t('trackPrivacy')}</p>
      </Page>,
    );
  });
};
