import type { Request } from '@circula/client';
import { type Answers, type Form, formPages, pageText, readForm, validateAnswers } from '@circula/forms';
import type { FastifyReply } from 'fastify';
import { problemMessage } from '../../fields/field-view.ts';
import { applyTexts } from '../../texts/apply/index.ts';
import { formatTime } from '../../texts/format.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import { NotificationBanner } from '../../ui/notification-banner.tsx';
import { type FieldMessage, FormFields, targetOf } from '../form-fields.tsx';
import { PostForm } from '../form-frame.tsx';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type Portal, requestAddress } from '../page-routes.ts';
import { posted, postedText } from '../posted.ts';
import { readPostedAnswers, rootOf, shownKeys, withoutNulls } from '../posted-answers.ts';
import { sendFiles } from '../uploads.ts';
import { ApiProblem, answered, openVisit, type Visit } from '../visit.ts';
import { loadRequest } from './load-request.ts';

interface FormPath {
  Params: { institution: string; request: string; page: string };
}

type FormPage = ReturnType<typeof formPages>[number];

interface Draft {
  readonly request: Request;
  readonly form: Form;
  readonly pages: readonly FormPage[];
  /** From 0. */
  readonly index: number;
  readonly page: FormPage;
}

/** The draft and its page; null when the request is no longer a draft. */
async function loadDraft(visit: Visit, path: FormPath['Params']): Promise<Draft | null> {
  const request = await loadRequest(visit, path);
  if (request.status !== 'draft') return null;
  const { form } = readForm(request.form);
  if (form === null) throw new ApiProblem(500, 'form-unreadable');
  const pages = formPages(form);
  const index = Number(path.page) - 1;
  const page = pages[index];
  if (!page) throw new ApiProblem(404, 'not-found');
  return { request, form, pages, index, page };
}

/** The next page that has something to answer, or the check of all answers. */
function nextAddress(draft: Draft, path: FormPath['Params'], answers: Answers): string {
  const shown = shownKeys(draft.form, answers);
  const next = draft.pages.findIndex(
    (page, index) => index > draft.index && page.fields.some((field) => shown.has(field.key)),
  );
  return requestAddress(path, next < 0 ? '/check' : `/p/${next + 1}`);
}

function previousAddress(draft: Draft, path: FormPath['Params'], answers: Answers): string {
  const shown = shownKeys(draft.form, answers);
  const before = draft.pages.slice(0, draft.index);
  const index = before.findLastIndex((page) => page.fields.some((field) => shown.has(field.key)));
  return index < 0 ? `/i/${path.institution}/s/${draft.request.service}` : requestAddress(path, `/p/${index + 1}`);
}

interface Shown {
  readonly answers: Answers;
  readonly messages: readonly FieldMessage[];
  /** The answers brought up questions that were not on the page when it was sent. */
  readonly newQuestions: boolean;
}

function sendFormPage(
  reply: FastifyReply,
  visit: Visit,
  portal: Portal,
  draft: Draft,
  path: FormPath['Params'],
  shown: Shown,
) {
  const { language } = visit;
  const t = applyTexts(language);
  const { request, page, pages, index } = draft;
  const title = pageText(page, language) || inLanguage(request.serviceName, language);
  const address = requestAddress(path, `/p/${index + 1}`);
  return sendPage(
    reply,
    <Page
      frame={visit}
      assets={portal.assets}
      title={`${title} – ${inLanguage(request.serviceName, language)}`}
      institution={request.institution}
      back={previousAddress(draft, path, shown.answers)}
      problems={shown.messages.map(({ path: name, message }) => ({ target: targetOf(name), message }))}
      scripted
    >
      {shown.newQuestions ? (
        <NotificationBanner language={language}>
          <p class="govuk-notification-banner__heading">{t('newQuestions')}</p>
        </NotificationBanner>
      ) : null}
      <p class="govuk-caption-l">
        {inLanguage(request.serviceName, language)} · {t('pageOf', { page: index + 1, pages: pages.length })}
      </p>
      <h1 class="govuk-heading-l">{title}</h1>
      <PostForm
        visit={visit}
        action={address}
        files={page.fields.some((field) => field.kind === 'file')}
        island="form"
        data={{ 'save-to': `${address}/save`, saving: t('saving'), 'save-failed': t('saveFailed') }}
      >
        <FormFields
          fields={page.fields}
          shown={shownKeys(draft.form, shown.answers)}
          answers={shown.answers}
          files={request.files}
          messages={shown.messages}
          language={language}
        />
        <p class="circula-status" role="status" data-save-status />
        <div class="circula-actions">
          <Button name="_action" value="continue">
            {t('saveAndContinue')}
          </Button>
          <Button look="secondary" name="_action" value="leave">
            {t('saveAndLeave')}
          </Button>
        </div>
      </PostForm>
    </Page>,
  );
}

const requestPath = '/api/v1/institutions/{institution}/requests/{request}';

async function saveAnswers(visit: Visit, path: FormPath['Params'], answers: Answers): Promise<void> {
  if (Object.keys(answers).length === 0) return;
  const at = { institution: path.institution, request: path.request };
  await answered(visit.client.PATCH(requestPath, { params: { path: at }, body: { answers } }));
}

function messagesOf(draft: Draft, answers: Answers, partial: boolean, visit: Visit): FieldMessage[] {
  const onPage = new Map(draft.page.fields.map((field) => [field.key, field]));
  return validateAnswers(draft.form, withoutNulls(answers), { partial }).flatMap((problem) => {
    const field = onPage.get(rootOf(problem.field));
    return field ? [{ path: problem.field, message: problemMessage(field, problem, visit.language) }] : [];
  });
}

/** `/i/:institution/r/:request/p/:page`: one page of the application, and its saving while one types. */
export const formPage: PageRoutes = (app, portal) => {
  app.get<FormPath>('/i/:institution/r/:request/p/:page', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const draft = await loadDraft(visit, request.params);
    if (draft === null) return reply.redirect(requestAddress(request.params), 303);
    const answers = draft.request.answers as Answers;
    return sendFormPage(reply, visit, portal, draft, request.params, { answers, messages: [], newQuestions: false });
  });

  app.post<FormPath>('/i/:institution/r/:request/p/:page', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const path = request.params;
    const before = await loadDraft(visit, path);
    if (before === null) return reply.redirect(requestAddress(path), 303);
    const post = posted(request);
    const { typed, savable } = readPostedAnswers(
      before.form,
      before.page.fields,
      before.request.answers as Answers,
      post,
    );
    await saveAnswers(visit, path, savable);
    const refused = await sendFiles(visit, path, before.page.fields, post);
    const action = postedText(post, '_action');
    if (action.startsWith('remove:')) {
      const file = action.slice('remove:'.length);
      const at = { institution: path.institution, request: path.request, file };
      await answered(visit.client.DELETE(`${requestPath}/files/{file}`, { params: { path: at } }));
    }
    const draft = (await loadDraft(visit, path)) ?? before;
    const answers = { ...(draft.request.answers as Answers), ...typed };
    const wrong = messagesOf(draft, answers, true, visit);
    const messages = [...refused, ...(action === 'continue' ? messagesOf(draft, answers, false, visit) : wrong)].filter(
      (message, index, all) => all.findIndex((other) => other.path === message.path) === index,
    );
    const shownBefore = new Set(postedText(post, '_shown').split(' '));
    const shownNow = shownKeys(draft.form, answers);
    const newQuestions = draft.page.fields.some((field) => shownNow.has(field.key) && !shownBefore.has(field.key));
    if (messages.length > 0 || (newQuestions && action === 'continue')) {
      const onlyNew = newQuestions && messages.every((message) => !shownBefore.has(rootOf(message.path)));
      const told = onlyNew ? [] : messages;
      return sendFormPage(reply, visit, portal, draft, path, { answers, messages: told, newQuestions });
    }
    if (action === 'continue') return reply.redirect(nextAddress(draft, path, answers), 303);
    if (action === 'leave') return reply.redirect('/my?saved', 303);
    return reply.redirect(requestAddress(path, `/p/${draft.index + 1}`), 303);
  });

  app.post<FormPath>('/i/:institution/r/:request/p/:page/save', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const draft = await loadDraft(visit, request.params);
    if (draft === null) return reply.code(409).send({ message: '', shown: [] });
    const old = draft.request.answers as Answers;
    const { typed, savable } = readPostedAnswers(draft.form, draft.page.fields, old, posted(request));
    await saveAnswers(visit, request.params, savable);
    const shown = shownKeys(draft.form, { ...old, ...typed });
    return reply.send({
      message: applyTexts(visit.language)('saved', { time: formatTime(new Date().toISOString(), visit.language) }),
      shown: draft.page.fields.map((field) => field.key).filter((key) => shown.has(key)),
    });
  });
};
