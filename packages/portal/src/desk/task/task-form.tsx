import type { Task } from '@circula/client';
import { type Field, type FieldProblem, type Form, validateAnswers } from '@circula/forms';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fieldId, problemMessage } from '../../fields/field-view.ts';
import { FieldControl } from '../../fields/index.ts';
import { deskTexts } from '../../texts/desk/index.ts';
import type { Language } from '../../texts/translate.ts';
import { Callout, ErrorSummary } from '../../ui/index.ts';
import type { ApiError } from '../api/api-error.ts';
import { language } from '../frame/language.ts';
import { errorWords } from '../frame/states.tsx';
import { DraftStatusLine } from './draft-status.tsx';
import { decisionOf, fieldOfPath, finalAnswers, shownFields } from './task-answers.ts';
import type { Completion } from './use-completion.ts';
import type { Draft } from './use-draft.ts';

interface FieldMessage {
  field: string;
  message: string;
}

/** Problems as messages at their fields; what belongs to no field that is shown stands without one. */
function messagesOf(problems: readonly FieldProblem[], fields: readonly Field[], lang: Language): FieldMessage[] {
  const t = deskTexts(lang);
  return problems.map((problem) => {
    const field = fields.find((item) => item.key === fieldOfPath(problem.field));
    if (!field) return { field: '', message: problem.message };
    // Only the server knows who belongs to which group; its code has no text in the forms.
    const isPerson = String(problem.code) === 'person-unknown';
    const message = isPerson ? t('problemPerson', { label: field.label }) : problemMessage(field, problem, lang);
    return { field: field.key, message };
  });
}

function Conflict({ error, onReload }: { error: ApiError; onReload: () => void }) {
  const t = deskTexts(language.value);
  return (
    <div role="alert">
      <Callout kind="error">
        <h3 class="govuk-heading-s">{t('conflictTitle')}</h3>
        <p>{error.problem?.code === 'task-closed' ? t('taskClosed') : errorWords(error)}</p>
        <button type="button" class="govuk-button govuk-button--secondary desk-button" onClick={onReload}>
          {t('reload')}
        </button>
      </Callout>
    </div>
  );
}

function focusLinked(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (!link) return;
  event.preventDefault();
  document.getElementById(link.getAttribute('href')?.slice(1) ?? '')?.focus();
}

export interface TaskFormProps {
  task: Task;
  form: Form | null;
  draft: Draft;
  completion: Completion;
  onTouched: () => void;
  onReload: () => void;
  onFailed: (failed: boolean) => void;
}

/** The step's questions and the button that completes it; what is wrong is said over it and at each field. */
export function TaskForm({ task, form, draft, completion, onTouched, onReload, onFailed }: TaskFormProps) {
  const lang = language.value;
  const t = deskTexts(lang);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const summary = useRef<HTMLDivElement>(null);
  const fields = form ? shownFields(form, draft.answers, task.staff) : [];
  const { error } = completion;
  useEffect(() => {
    if (error?.kind === 'invalid') setProblems((error.problem?.errors ?? []) as readonly FieldProblem[]);
  }, [error]);
  useEffect(() => {
    onFailed(problems.length > 0);
    if (problems.length > 0) summary.current?.querySelector<HTMLElement>('[data-error-summary]')?.focus();
  }, [problems]);
  const messages = messagesOf(problems, fields, lang);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (completion.busy) return;
    completion.reset();
    const answers = form ? finalAnswers(form, draft.answers) : {};
    const wrong = form ? validateAnswers(form, answers) : [];
    // A new list each time, so that a second attempt with the same faults moves the focus again.
    setProblems([...wrong]);
    if (wrong.length > 0) return;
    onTouched();
    completion.complete(answers, decisionOf(fields, answers, lang));
  };
  return (
    <form id="task-form" noValidate onSubmit={submit} autocomplete="off">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links inside are operated, by keys too */}
      <div ref={summary} onClick={focusLinked}>
        <ErrorSummary
          language={lang}
          problems={messages.map(({ field, message }) => ({ target: field ? fieldId(field) : null, message }))}
        />
      </div>
      {draft.recovered ? <p class="circula-muted">{t('draftRecovered')}</p> : null}
      {form === null ? (
        <p class="govuk-body">{task.form === null ? t('taskNoForm') : t('taskFormUnreadable')}</p>
      ) : null}
      {fields.map((field) => (
        <div key={field.key}>
          <FieldControl
            field={field}
            id={fieldId(field.key)}
            language={lang}
            value={draft.answers[field.key]}
            problem={messages.find((message) => message.field === field.key)?.message}
            onChange={(value) => {
              onTouched();
              draft.change(field.key, value);
            }}
          />
          {'people' in field.properties && field.options.length === 0 ? (
            <Callout kind="warning">
              <p>{t('noPeople')}</p>
            </Callout>
          ) : null}
        </div>
      ))}
      {error?.kind === 'conflict' ? <Conflict error={error} onReload={onReload} /> : null}
      {error && error.kind !== 'conflict' && (error.kind !== 'invalid' || problems.length === 0) ? (
        <div role="alert">
          <Callout kind="error">
            <p>{errorWords(error)}</p>
          </Callout>
        </div>
      ) : null}
      <DraftStatusLine status={draft.status} />
      {task.form !== null && form === null ? null : (
        <button type="submit" class="govuk-button desk-complete" aria-disabled={completion.busy}>
          {completion.busy ? t('completing') : t('complete')}
        </button>
      )}
    </form>
  );
}
