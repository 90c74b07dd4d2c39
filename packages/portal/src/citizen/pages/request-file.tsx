import type { Request } from '@circula/client';
import { type Answers, formPages, readForm } from '@circula/forms';
import { followTexts } from '../../texts/follow/index.ts';
import { formatBytes, formatDate } from '../../texts/format.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { DeadlineExplanation } from '../../ui/deadline-explanation.tsx';
import { NotificationBanner } from '../../ui/notification-banner.tsx';
import { Callout } from '../../ui/panel.tsx';
import { SummaryList } from '../../ui/summary-list.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { answerRows } from '../answer-rows.ts';
import { Clock } from '../clock.tsx';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type RequestPath, requestAddress } from '../page-routes.ts';
import { shownKeys } from '../posted-answers.ts';
import { openVisit, type Visit } from '../visit.ts';
import { documentAddress, fileAddress, loadRequest } from './load-request.ts';
import { StatusTag } from './my-requests.tsx';

interface PartProps {
  request: Request;
  visit: Visit;
}

function Todo({ request, visit }: PartProps) {
  const t = followTexts(visit.language);
  const at = { institution: request.institution.slug, request: request.id };
  if (request.pendingTask) {
    return (
      <Callout kind="warning">
        <h2 class="govuk-heading-m">{t('fileTodoTitle')}</h2>
        {request.pendingTask.note ? <p class="govuk-body circula-quote">{request.pendingTask.note}</p> : null}
        <p class="govuk-body">{t('fileTodoText')}</p>
        <ButtonLink href={requestAddress(at, '/answer')}>{t('fileTodoButton')}</ButtonLink>
      </Callout>
    );
  }
  switch (request.status) {
    case 'completed':
      return (
        <Callout kind="success">
          <p class="govuk-body">{t('fileReady')}</p>
        </Callout>
      );
    case 'rejected':
      return (
        <Callout kind="error">
          <p class="govuk-body">{t('fileRejected')}</p>
        </Callout>
      );
    case 'withdrawn':
      return (
        <Callout>
          <p class="govuk-body">{t('fileWithdrawn')}</p>
        </Callout>
      );
    case 'submitted':
    case 'draft':
      return <p class="govuk-body">{t('fileNothing')}</p>;
  }
}

function Standing({ request, visit }: PartProps) {
  const { language } = visit;
  const t = followTexts(language);
  const stage = request.stages.find((one) => one.state === 'current');
  const { deadline } = request;
  const overdue = deadline?.status === 'running' && (deadline.workingDaysLeft ?? 0) < 0;
  return (
    <SummaryList
      rows={[
        ...(request.number !== null && request.registeredOn !== null
          ? [
              {
                term: t('fileNumber'),
                value: t('fileNumberValue', {
                  number: request.number,
                  date: formatDate(request.registeredOn, language),
                }),
              },
            ]
          : []),
        ...(stage && request.status === 'submitted'
          ? [
              {
                term: t('fileWhere'),
                value: [inLanguage(stage.name, language), stage.office ? inLanguage(stage.office, language) : null]
                  .filter((part) => part)
                  .join(' – '),
              },
            ]
          : []),
        ...(deadline && (deadline.due || deadline.status === 'suspended')
          ? [
              {
                term: t('fileDue'),
                value: (
                  <>
                    {deadline.due ? formatDate(deadline.due, language) : null}
                    <Clock
                      clock={overdue ? 'overdue' : deadline.status}
                      workingDaysLeft={deadline.workingDaysLeft}
                      language={language}
                    />
                    <DeadlineExplanation explanation={deadline.explanation} language={language} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Documents({ request, visit }: PartProps) {
  const { language } = visit;
  const t = followTexts(language);
  return (
    <>
      <h2 class="govuk-heading-m">{t('fileDocuments')}</h2>
      {request.documents.length === 0 ? (
        <p class="govuk-body circula-muted">{t('fileNoDocuments')}</p>
      ) : (
        <ul class="circula-files">
          {request.documents.map((document) => (
            <li key={document.id}>
              <a class="govuk-link circula-download" href={documentAddress(request, document)}>
                {t('fileDocumentLink', { title: document.title, size: formatBytes(document.bytes, language) })}
              </a>
              <span class="circula-muted">{formatDate(document.createdAt, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Sent({ request, visit }: PartProps) {
  const { language } = visit;
  const t = followTexts(language);
  const { form } = readForm(request.form);
  if (form === null) return null;
  const answers = request.answers as Answers;
  const shown = shownKeys(form, answers);
  const fields = formPages(form)
    .flatMap((page) => page.fields)
    .filter((field) => shown.has(field.key) && field.kind !== 'file');
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t('fileAnswers')}</span>
      </summary>
      <div class="govuk-details__text">
        <SummaryList
          rows={answerRows(form, fields, answers, [], language).map((row) => ({ term: row.label, value: row.text }))}
        />
        {request.files.length > 0 ? <h3 class="govuk-heading-s">{t('fileAttachments')}</h3> : null}
        <ul class="circula-files">
          {request.files.map((file) => (
            <li key={file.id}>
              <a class="govuk-link circula-download" href={fileAddress(request, file)}>
                {file.name}
              </a>
              <span class="circula-muted">{formatBytes(file.bytes, language)}</span>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function officeLine(stage: Request['stages'][number], language: Language): string | undefined {
  if (!stage.office) return undefined;
  const office = inLanguage(stage.office, language);
  return stage.state === 'current' ? followTexts(language)('stageOffice', { office }) : office;
}

/** `/i/:institution/r/:request`: where it is, until when, what the person must do, and what can be downloaded. */
export const requestFilePage: PageRoutes = (app, { api, assets }) => {
  app.get<RequestPath & { Querystring: { answered?: string } }>(
    '/i/:institution/r/:request',
    async (request, reply) => {
      const visit = await openVisit(request, reply, api);
      const { language } = visit;
      const t = followTexts(language);
      const loaded = await loadRequest(visit, request.params);
      if (loaded.status === 'draft') return reply.redirect(requestAddress(request.params, '/p/1'), 303);
      const name = inLanguage(loaded.serviceName, language);
      return sendPage(
        reply,
        <Page frame={visit} assets={assets} title={name} institution={loaded.institution} back="/my">
          {request.query.answered === undefined ? null : (
            <NotificationBanner kind="success" language={language}>
              <p class="govuk-notification-banner__heading">{t('answeredNotice')}</p>
            </NotificationBanner>
          )}
          <h1 class="govuk-heading-l circula-title-with-tag">{name}</h1>
          <p class="govuk-body">
            <StatusTag status={loaded.status} needsAnswer={loaded.pendingTask !== null} language={language} />
          </p>
          <Todo request={loaded} visit={visit} />
          <Standing request={loaded} visit={visit} />
          <h2 class="govuk-heading-m">{t('fileRoute')}</h2>
          <Timeline
            language={language}
            steps={loaded.stages.map((stage) => ({
              id: stage.id,
              name: inLanguage(stage.name, language),
              state: stage.state,
              detail:
                stage.state === 'done' && stage.at
                  ? t('stageDoneOn', { date: formatDate(stage.at, language) })
                  : officeLine(stage, language),
            }))}
          />
          <Documents request={loaded} visit={visit} />
          <Sent request={loaded} visit={visit} />
          {loaded.trackingCode ? (
            <p class="govuk-body">
              <a class="govuk-link circula-download" href={`/t/${loaded.trackingCode}`}>
                {t('fileTrack')}
              </a>{' '}
              <span class="circula-muted">{t('fileTrackText')}</span>
            </p>
          ) : null}
          {loaded.status === 'submitted' ? (
            <p class="govuk-body">
              <a class="govuk-link circula-download" href={requestAddress(request.params, '/withdraw')}>
                {t('withdrawLink')}
              </a>
            </p>
          ) : null}
        </Page>,
      );
    },
  );
};
