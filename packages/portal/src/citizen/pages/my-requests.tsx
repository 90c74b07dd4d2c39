import type { RequestSummary } from '@circula/client';
import { applyTexts } from '../../texts/apply/index.ts';
import { followTexts } from '../../texts/follow/index.ts';
import { formatDate } from '../../texts/format.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { NotificationBanner } from '../../ui/notification-banner.tsx';
import { Tag, type TagKind } from '../../ui/tag.tsx';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, requestAddress } from '../page-routes.ts';
import { ApiProblem, answered, openVisit } from '../visit.ts';

/** The state of a request in one word, with its colour. */
export function StatusTag({
  status,
  needsAnswer,
  language,
}: {
  status: RequestSummary['status'];
  needsAnswer: boolean;
  language: Language;
}) {
  const t = followTexts(language);
  if (needsAnswer) return <Tag kind="warning">{t('statusNeedsAnswer')}</Tag>;
  const looks: { readonly [name in RequestSummary['status']]: readonly [TagKind, string] } = {
    draft: ['neutral', t('statusDraft')],
    submitted: ['info', t('statusSubmitted')],
    completed: ['success', t('statusCompleted')],
    rejected: ['error', t('statusRejected')],
    withdrawn: ['neutral', t('statusWithdrawn')],
  };
  const [kind, text] = looks[status];
  return <Tag kind={kind}>{text}</Tag>;
}

function RequestItem({ item, language }: { item: RequestSummary; language: Language }) {
  const t = followTexts(language);
  const at = { institution: item.institution.slug, request: item.id };
  const registered =
    item.number === null || item.registeredOn === null
      ? t('myStartedOn', { date: formatDate(item.createdAt, language) })
      : t('myNumber', { number: item.number, date: formatDate(item.registeredOn, language) });
  return (
    <li>
      <h3 class="govuk-heading-s">
        <a class="govuk-link govuk-link--no-visited-state" href={requestAddress(at)}>
          {inLanguage(item.serviceName, language)}
        </a>
      </h3>
      <StatusTag status={item.status} needsAnswer={item.needsAnswer} language={language} />
      <p>
        {item.institution.name} · {registered}
      </p>
      {item.status === 'submitted' ? (
        <p class="circula-muted">
          {item.stageName ? inLanguage(item.stageName, language) : null}
          {item.stageName && item.due ? ' · ' : null}
          {item.due ? t('myDue', { date: formatDate(item.due, language) }) : null}
        </p>
      ) : null}
    </li>
  );
}

/** `/my`: what waits for the person first, then drafts, what is under way, what is closed. */
export const myRequestsPage: PageRoutes = (app, { api, assets }) => {
  app.get<{ Querystring: { saved?: string } }>('/my', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language, session } = visit;
    const t = followTexts(language);
    if (!session.account) throw new ApiProblem(401, 'not-signed-in');
    const { items } = await answered(visit.client.GET('/api/v1/me/requests'));
    const closed = ['completed', 'rejected', 'withdrawn'];
    const groups = [
      { title: t('myToDo'), items: items.filter((item) => item.needsAnswer) },
      { title: t('myDrafts'), items: items.filter((item) => item.status === 'draft') },
      { title: t('myOpen'), items: items.filter((item) => item.status === 'submitted' && !item.needsAnswer) },
      { title: t('myClosed'), items: items.filter((item) => closed.includes(item.status)) },
    ].filter((group) => group.items.length > 0);
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('myTitle')}>
        {request.query.saved === undefined ? null : (
          <NotificationBanner kind="success" language={language}>
            <p class="govuk-notification-banner__heading">{applyTexts(language)('savedNotice')}</p>
          </NotificationBanner>
        )}
        <h1 class="govuk-heading-l">{t('myTitle')}</h1>
        <p class="govuk-body circula-muted">{t('mySignedIn', { name: session.account.name })}</p>
        {groups.length === 0 ? <p class="govuk-body-l">{t('myNone')}</p> : null}
        {groups.map((group) => (
          <section key={group.title} class="circula-section">
            <h2 class="govuk-heading-m">{group.title}</h2>
            <ul class="circula-requests">
              {group.items.map((item) => (
                <RequestItem key={item.id} item={item} language={language} />
              ))}
            </ul>
          </section>
        ))}
        <ButtonLink href="/" look={groups.length === 0 ? 'primary' : 'secondary'}>
          {t('myFind')}
        </ButtonLink>
      </Page>,
    );
  });
};
