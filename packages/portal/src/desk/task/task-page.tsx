import type { Task } from '@circula/client';
import { readForm } from '@circula/forms';
import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useMemo, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Callout } from '../../ui/index.ts';
import { taskQuery } from '../api/queries.ts';
import { AnswersPanel } from '../file/answers.tsx';
import { Attachments } from '../file/attachments.tsx';
import { DiagramLink } from '../file/diagram-link.tsx';
import { FileFacts } from '../file/file-facts.tsx';
import { History } from '../file/history.tsx';
import { Whereabouts } from '../file/whereabouts.tsx';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { Failed, Loading } from '../frame/states.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { ClaimLine } from './claim-line.tsx';
import { TaskForm } from './task-form.tsx';
import { useCompletion } from './use-completion.ts';
import { useDraft } from './use-draft.ts';
import { useSoftClaim } from './use-soft-claim.ts';

function focusForm(): void {
  const control = document.querySelector<HTMLElement>('#task-form :is(input, select, textarea, button)');
  control?.focus();
  control?.scrollIntoView({ block: 'center' });
}

/** The right side: who works on it, the form, and the note that came with it. */
function Work({ task, onFailed }: { task: Task; onFailed: (failed: boolean) => void }) {
  const { institution } = useDesk();
  const client = useQueryClient();
  const t = deskTexts(language.value);
  const form = useMemo(() => (task.form === null ? null : readForm(task.form).form), [task.id]);
  const claim = useSoftClaim(institution, task);
  const draft = useDraft(task, form);
  const completion = useCompletion(
    task,
    () => draft.keeper.flush(),
    () => draft.keeper.close(),
  );
  const note = task.variables.note;
  useShortcuts({
    toForm: focusForm,
    complete: () => document.querySelector<HTMLFormElement>('#task-form')?.requestSubmit(),
  });
  const reload = (): void => {
    completion.reset();
    void client.invalidateQueries({ queryKey: taskQuery(institution, task.id).queryKey });
  };
  return (
    <section class="desk-panel desk-work" aria-labelledby="work">
      <h2 class="desk-panel__title" id="work">
        {t('taskFormTitle')}
      </h2>
      <ClaimLine task={task} claim={claim} onRelease={() => void draft.keeper.flush()} />
      {typeof note === 'string' && note ? (
        <Callout kind="warning">
          <h3 class="govuk-heading-s">{t('taskNote')}</h3>
          <p class="desk-quote">{note}</p>
        </Callout>
      ) : null}
      {task.canComplete ? (
        <TaskForm
          task={task}
          form={form}
          draft={draft}
          completion={completion}
          onTouched={claim.keep}
          onReload={reload}
          onFailed={onFailed}
        />
      ) : null}
    </section>
  );
}

/** One task: the file on the left, what is to be done on the right. */
export function TaskPage() {
  const { institution, membership } = useDesk();
  const id = useRoute().params.task ?? '';
  const t = deskTexts(language.value);
  const [failed, setFailed] = useState(false);
  const query = useQuery(taskQuery(institution, id));
  const task = query.data;
  const request = task?.request ?? null;
  return (
    <Page
      title={task?.name ?? t('task')}
      failed={failed}
      institution={membership.institution.name}
      caption={
        <>
          <a href={deskPath.inbox(institution)}>{t('navInbox')}</a>
          {task?.serviceName ? ` · ${inLanguage(task.serviceName, language.value)}` : null}
          {task?.number != null && task.requestId ? (
            <>
              {' · '}
              <a href={deskPath.request(institution, task.requestId)}>{t('requestTitle', { number: task.number })}</a>
            </>
          ) : null}
        </>
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError && !task ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
      {task ? (
        <>
          {request ? <FileFacts request={request} /> : null}
          <p class="desk-jump">
            <button type="button" class="desk-link-button desk-target" onClick={focusForm}>
              {t('toForm')} <span aria-hidden="true">↓</span>
            </button>
          </p>
          <div class="desk-split desk-split--task">
            <div class="desk-split__main">
              {request ? (
                <>
                  <Attachments key={task.id} request={request} openMatter />
                  <AnswersPanel request={request} />
                  {request.instance ? <DiagramLink key={request.id} request={request.id} /> : null}
                </>
              ) : null}
            </div>
            <div class="desk-split__side">
              <Work key={task.id} task={task} onFailed={setFailed} />
              {request ? (
                <>
                  <Whereabouts request={request} />
                  <History items={request.history} />
                </>
              ) : null}
            </div>
          </div>
        </>
      ) : null}
    </Page>
  );
}
