import type { TaskSummary } from '@circula/client';
import { deskTexts } from '../../texts/desk/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { useNarrow } from '../frame/narrow.ts';
import { shortDate } from '../frame/short-date.ts';
import { DueTag } from './due-tag.tsx';

function Due({ task }: { task: TaskSummary }) {
  const t = deskTexts(language.value);
  return (
    <>
      <DueTag clocked={task} />
      {task.due ? <span class="desk-sub">{t('dueOn', { date: shortDate(task.due, language.value) })}</span> : null}
    </>
  );
}

function TaskLink({ task }: { task: TaskSummary }) {
  const { institution } = useDesk();
  return (
    <a class="desk-row-link" data-row href={deskPath.task(institution, task.id)}>
      {task.name}
    </a>
  );
}

function RegistrationNumber({ task }: { task: TaskSummary }) {
  const t = deskTexts(language.value);
  return (
    <>
      <span class="desk-number">{task.number === null ? '–' : t('numberShort', { number: task.number })}</span>
      {task.registeredOn ? <span class="desk-sub">{shortDate(task.registeredOn, language.value)}</span> : null}
    </>
  );
}

function holderWords(task: TaskSummary, account: string): string {
  const t = deskTexts(language.value);
  if (task.assignee === null) return t('nobodyTook');
  return task.assignee === account ? t('you') : (task.assigneeName ?? t('someoneElse'));
}

function TaskTable({ tasks, caption }: { tasks: readonly TaskSummary[]; caption: string }) {
  const { account } = useDesk();
  const t = deskTexts(language.value);
  return (
    <table class="desk-table">
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columnDeadline')}</th>
          <th scope="col">{t('columnTask')}</th>
          <th scope="col">{t('columnNumber')}</th>
          <th scope="col">{t('columnApplicant')}</th>
          <th scope="col">{t('columnHolder')}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
              <Due task={task} />
            </td>
            <th scope="row">
              <TaskLink task={task} />
              {task.serviceName ? <span class="desk-sub">{inLanguage(task.serviceName, language.value)}</span> : null}
            </th>
            <td>
              <RegistrationNumber task={task} />
            </td>
            <td>{task.applicantName ?? '–'}</td>
            <td class={task.assignee === null ? 'circula-muted' : undefined}>{holderWords(task, account.id)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TaskCards({ tasks, caption }: { tasks: readonly TaskSummary[]; caption: string }) {
  const { account } = useDesk();
  const t = deskTexts(language.value);
  return (
    <ul class="desk-cards" aria-label={caption}>
      {tasks.map((task) => (
        <li key={task.id} class="desk-card">
          <h2 class="desk-card__title">
            <TaskLink task={task} />
          </h2>
          <p class="desk-card__line">
            {[
              task.number === null ? null : t('numberShort', { number: task.number }),
              task.serviceName ? inLanguage(task.serviceName, language.value) : null,
            ]
              .filter((part) => part)
              .join(' · ')}
          </p>
          {task.applicantName ? <p class="desk-card__line circula-muted">{task.applicantName}</p> : null}
          <p class="desk-card__foot">
            <Due task={task} />
          </p>
          <p class="desk-card__line circula-muted">
            {t('columnHolder')}: {holderWords(task, account.id)}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Tasks as a table, or as cards where a table does not fit. */
export function TaskList(props: { tasks: readonly TaskSummary[]; caption: string }) {
  return useNarrow() ? <TaskCards {...props} /> : <TaskTable {...props} />;
}
