import type { Request } from '@circula/client';
import { type Answers, type Field, type Form, formPages, readForm, validateAnswers } from '@circula/forms';
import type { FastifyReply } from 'fastify';
import { problemMessage } from '../../fields/field-view.ts';
import { applyTexts } from '../../texts/apply/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/panel.tsx';
import { type FieldMessage, FormFields, targetOf } from '../form-fields.tsx';
import { PostForm } from '../form-frame.tsx';
import { idempotencyHeader, newIdempotencyKey } from '../idempotency.ts';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type Portal, type RequestPath, requestAddress } from '../page-routes.ts';
import { posted, postedText } from '../posted.ts';
import { readPostedAnswers, rootOf, shownKeys, withoutNulls } from '../posted-answers.ts';
import { sendFiles } from '../uploads.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { loadRequest } from './load-request.ts';

const path = '/api/v1/institutions/{institution}/requests/{request}';

interface OpenTask {
  readonly request: Request;
  readonly task: NonNullable<Request['pendingTask']>;
  readonly form: Form;
  readonly fields: readonly Field[];
}

/** The applicant's open task with its form; null when there is nothing to answer. */
async function loadTask(visit: Visit, at: RequestPath['Params']): Promise<OpenTask | null> {
  const request = await loadRequest(visit, at);
  const task = request.pendingTask;
  const { form } = task?.form ? readForm(task.form) : { form: null };
  if (!task || form === null) return null;
  return { request, task, form, fields: formPages(form).flatMap((page) => page.fields) };
}

/** Files of this task: those whose ids its draft names, so that an earlier round's files do not show up again. */
function taskFiles({ request, task, fields }: OpenTask): Request['files'] {
  const draft = (task.draft ?? {}) as Answers;
  return request.files.filter((file) => {
    const ids = draft[file.field];
    return fields.some((field) => field.key === file.field) && Array.isArray(ids) && ids.includes(file.id);
  });
}

function sendTask(
  reply: FastifyReply,
  visit: Visit,
  portal: Portal,
  open: OpenTask,
  answers: Answers,
  messages: readonly FieldMessage[],
) {
  const { language } = visit;
  const t = applyTexts(language);
  const { request, task, form, fields } = open;
  const at = { institution: request.institution.slug, request: request.id };
  return sendPage(
    reply,
    <Page
      frame={visit}
      assets={portal.assets}
      title={t('answerTitle')}
      institution={request.institution}
      back={requestAddress(at)}
      problems={messages.map(({ path: name, message }) => ({ target: targetOf(name), message }))}
      scripted
    >
      <p class="govuk-caption-l">{inLanguage(request.serviceName, language)}</p>
      <h1 class="govuk-heading-l">{t('answerTitle')}</h1>
      <Callout kind="warning">
        {task.note ? (
          <>
            <h2 class="govuk-heading-s">{t('answerAsked')}</h2>
            <p class="govuk-body circula-quote">{task.note}</p>
          </>
        ) : null}
        <p class="govuk-body">{t('answerClock')}</p>
      </Callout>
      <PostForm
        visit={visit}
        action={requestAddress(at, '/answer')}
        files={fields.some((field) => field.kind === 'file')}
        island="form"
        data={{ 'save-failed': t('saveFailed') }}
        idempotencyKey={newIdempotencyKey()}
      >
        <FormFields
          fields={fields}
          shown={shownKeys(form, answers)}
          answers={answers}
          files={taskFiles(open)}
          messages={messages}
          language={language}
        />
        <Button name="_action" value="complete">
          {t('answerButton')}
        </Button>
      </PostForm>
    </Page>,
  );
}

/** `/i/:institution/r/:request/answer`: what the office asks of the applicant, under the same number. */
export const answerTaskPage: PageRoutes = (app, portal) => {
  app.get<RequestPath>('/i/:institution/r/:request/answer', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const open = await loadTask(visit, request.params);
    if (open === null) return reply.redirect(requestAddress(request.params), 303);
    return sendTask(reply, visit, portal, open, (open.task.draft ?? {}) as Answers, []);
  });

  app.post<RequestPath>('/i/:institution/r/:request/answer', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const at = request.params;
    const before = await loadTask(visit, at);
    if (before === null) return reply.redirect(requestAddress(at, '?answered'), 303);
    const post = posted(request);
    const refused = await sendFiles(visit, at, before.fields, post);
    const action = postedText(post, '_action');
    if (action.startsWith('remove:')) {
      const file = action.slice('remove:'.length);
      await answered(visit.client.DELETE(`${path}/files/{file}`, { params: { path: { ...at, file } } }));
    }
    const open = (await loadTask(visit, at)) ?? before;
    const old = (open.task.draft ?? {}) as Answers;
    const answers = withoutNulls({ ...old, ...readPostedAnswers(open.form, open.fields, old, post).typed });
    const wrong = validateAnswers(open.form, answers, { partial: action !== 'complete' }).flatMap((problem) => {
      const field = open.fields.find((one) => one.key === rootOf(problem.field));
      return field ? [{ path: problem.field, message: problemMessage(field, problem, visit.language) }] : [];
    });
    if (action !== 'complete' || refused.length > 0 || wrong.length > 0) {
      return sendTask(reply, visit, portal, open, answers, [...refused, ...(action === 'complete' ? wrong : [])]);
    }
    await answered(
      visit.client.POST(`${path}/tasks/{key}/complete`, {
        params: { path: { ...at, key: open.task.key } },
        body: { answers },
        headers: idempotencyHeader(post),
      }),
    );
    return reply.redirect(requestAddress(at, '?answered'), 303);
  });
};
