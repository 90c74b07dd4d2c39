import { useQuery } from '@tanstack/preact-query';
import { useRoute } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { requestQuery, tasksQuery } from '../api/queries.ts';
import { AnswersPanel } from '../file/answers.tsx';
import { Attachments } from '../file/attachments.tsx';
import { DiagramLink } from '../file/diagram-link.tsx';
import { FileFacts, RequestStatusTag } from '../file/file-facts.tsx';
import { History } from '../file/history.tsx';
import { Whereabouts } from '../file/whereabouts.tsx';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { Failed, Loading } from '../frame/states.tsx';

/** Open tasks of this file, so that who finds a file by its number can go on working on it. */
function OpenTasks({ request, number }: { request: string; number: number | null }) {
  const { institution } = useDesk();
  const t = deskTexts(language.value);
  const search = { view: 'all', q: number === null ? '' : String(number), sort: 'due', page: 1 } as const;
  const tasks = useQuery({ ...tasksQuery(institution, search), enabled: number !== null });
  const own = (tasks.data?.items ?? []).filter((task) => task.requestId === request);
  if (own.length === 0) return null;
  return (
    <p class="desk-open-tasks">
      {own.map((task) => (
        <a key={task.id} class="govuk-button desk-button" href={deskPath.task(institution, task.id)}>
          {t('openTask', { task: task.name })}
        </a>
      ))}
    </p>
  );
}

/** One file as officials read it: nothing here changes anything. */
export function RequestPage() {
  const { institution, membership } = useDesk();
  const id = useRoute().params.request ?? '';
  const t = deskTexts(language.value);
  const query = useQuery(requestQuery(institution, id));
  const request = query.data;
  const title = request
    ? request.number === null
      ? inLanguage(request.serviceName, language.value)
      : t('requestTitle', { number: request.number })
    : t('request');
  return (
    <Page
      title={title}
      institution={membership.institution.name}
      caption={
        <>
          <a href={deskPath.requests(institution)}>{t('navRequests')}</a>
          {request ? ` · ${inLanguage(request.serviceName, language.value)}` : null}
        </>
      }
      aside={request ? <RequestStatusTag status={request.status} /> : null}
    >
      {query.isPending ? <Loading /> : null}
      {query.isError && !request ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
      {request ? (
        <>
          <FileFacts request={request} />
          {request.status === 'submitted' ? <OpenTasks request={request.id} number={request.number} /> : null}
          <div class="desk-split">
            <div class="desk-split__main">
              <Attachments request={request} />
              <AnswersPanel request={request} />
              {request.instance ? <DiagramLink request={request.id} /> : null}
            </div>
            <div class="desk-split__side">
              <Whereabouts request={request} />
              <History items={request.history} />
            </div>
          </div>
        </>
      ) : null}
    </Page>
  );
}
