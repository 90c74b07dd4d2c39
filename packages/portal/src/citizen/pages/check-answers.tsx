import type { FieldProblem, Request } from '@circula/client';
import { type Answers, type Form, formPages, pageText, readForm } from '@circula/forms';
import type { FastifyReply } from 'fastify';
import { fieldId, problemMessage } from '../../fields/field-view.ts';
import { applyTexts } from '../../texts/apply/index.ts';
import { formatMoney } from '../../texts/format.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import type { SummaryProblem } from '../../ui/error-summary.tsx';
import { Callout } from '../../ui/panel.tsx';
import { SummaryList } from '../../ui/summary-list.tsx';
import { answerRows } from '../answer-rows.ts';
import { PostForm } from '../form-frame.tsx';
import { idempotencyHeader, newIdempotencyKey } from '../idempotency.ts';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type Portal, type RequestPath, requestAddress } from '../page-routes.ts';
import { posted } from '../posted.ts';
import { rootOf, shownKeys } from '../posted-answers.ts';
import { ApiProblem, answered, openVisit, type Visit } from '../visit.ts';
import { loadRequest } from './load-request.ts';

const path = '/api/v1/institutions/{institution}/requests/{request}';

/** What is missing or wrong, each linked to the question on its page. */
function problemLinks(form: Form, problems: readonly FieldProblem[], at: RequestPath['Params'], visit: Visit) {
  const links: (SummaryProblem & { readonly href: string })[] = [];
  for (const [index, page] of formPages(form).entries()) {
    for (const field of page.fields) {
      const problem = problems.find((one) => rootOf(one.field) === field.key);
      if (!problem) continue;
      const href = `${requestAddress(at, `/p/${index + 1}`)}#${fieldId(field.key)}`;
      links.push({ target: `row-${field.key}`, message: problemMessage(field, problem, visit.language), href });
    }
  }
  return links;
}

function Answered({
  request,
  form,
  at,
  visit,
  links,
}: {
  request: Request;
  form: Form;
  at: RequestPath['Params'];
  visit: Visit;
  links: ReturnType<typeof problemLinks>;
}) {
  const { language } = visit;
  const t = applyTexts(language);
  const shown = shownKeys(form, request.answers as Answers);
  return (
    <>
      {formPages(form).map((page, index) => {
        const fields = page.fields.filter((field) => shown.has(field.key));
        const rows = answerRows(form, fields, request.answers as Answers, request.files, language);
        return rows.length === 0 ? null : (
          <section key={page.key ?? index}>
            <h2 class="govuk-heading-m">{pageText(page, language)}</h2>
            <SummaryList
              rows={rows.map((row) => {
                const wrong = links.find((link) => link.target === `row-${row.field}`);
                return {
                  term: row.label,
                  value: (
                    <>
                      {row.text}
                      {wrong ? (
                        <a
                          class="govuk-error-message circula-download"
                          id={wrong.target ?? undefined}
                          href={wrong.href}
                        >
                          {wrong.message}
                        </a>
                      ) : null}
                    </>
                  ),
                  change: {
                    href: `${requestAddress(at, `/p/${index + 1}`)}#${fieldId(row.field)}`,
                    text: t('change'),
                    about: row.label,
                  },
                };
              })}
            />
          </section>
        );
      })}
    </>
  );
}

function Finish({
  request,
  fee,
  visit,
  at,
}: {
  request: Request;
  fee: Request['fee'];
  visit: Visit;
  at: RequestPath['Params'];
}) {
  const { language } = visit;
  const t = applyTexts(language);
  const paid = request.payment?.status === 'paid';
  const due = fee !== null && fee.amount > 0;
  const amount = fee ? formatMoney(fee.amount, fee.currency, language) : '';
  return (
    <>
      <h2 class="govuk-heading-m">{t('checkFee')}</h2>
      <Callout kind={due && !paid ? 'info' : 'success'}>
        <p class="govuk-body">
          {paid
            ? t('feePaid', { amount: formatMoney(request.payment?.amount ?? 0, 'RON', language) })
            : due
              ? t('feeToPay', { amount })
              : t('feeNothing')}
        </p>
        {due ? <p class="govuk-body circula-muted">{t('feeLaw', { law: fee.legalBasis })}</p> : null}
      </Callout>
      {due && !paid ? (
        <ButtonLink href={requestAddress(at, '/pay')}>{t('toPayment')}</ButtonLink>
      ) : (
        <>
          <p class="govuk-body">{t('submitNote')}</p>
          <PostForm visit={visit} action={requestAddress(at, '/submit')} idempotencyKey={newIdempotencyKey()}>
            <Button>{t('submit')}</Button>
          </PostForm>
        </>
      )}
    </>
  );
}

async function sendCheck(
  reply: FastifyReply,
  visit: Visit,
  portal: Portal,
  request: Request,
  at: RequestPath['Params'],
) {
  const { language } = visit;
  const t = applyTexts(language);
  const { form } = readForm(request.form);
  if (form === null) throw new ApiProblem(500, 'form-unreadable');
  const { problems, fee } = await answered(visit.client.POST(`${path}/check`, { params: { path: at } }));
  const links = problemLinks(form, problems, at, visit);
  const lastPage = formPages(form).length;
  return sendPage(
    reply,
    <Page
      frame={visit}
      assets={portal.assets}
      title={`${t('checkTitle')} – ${inLanguage(request.serviceName, language)}`}
      institution={request.institution}
      back={requestAddress(at, `/p/${lastPage}`)}
      problems={links}
      scripted
    >
      <p class="govuk-caption-l">{inLanguage(request.serviceName, language)}</p>
      <h1 class="govuk-heading-l">{t('checkTitle')}</h1>
      <p class="govuk-body">{t('checkLead')}</p>
      <Answered request={request} form={form} at={at} visit={visit} links={links} />
      {problems.length === 0 ? <Finish request={request} fee={fee} visit={visit} at={at} /> : null}
    </Page>,
  );
}

/** `/i/:institution/r/:request/check` and `/submit`: everything once more, then the one step that cannot be undone. */
export const checkAnswersPage: PageRoutes = (app, portal) => {
  app.get<RequestPath>('/i/:institution/r/:request/check', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const loaded = await loadRequest(visit, request.params);
    if (loaded.status !== 'draft') return reply.redirect(requestAddress(request.params), 303);
    return sendCheck(reply, visit, portal, loaded, request.params);
  });

  app.post<RequestPath>('/i/:institution/r/:request/submit', async (request, reply) => {
    const visit = await openVisit(request, reply, portal.api);
    const at = request.params;
    const result = await visit.client.POST(`${path}/submit`, {
      params: { path: at },
      headers: idempotencyHeader(posted(request)),
    });
    if (result.response.ok) return reply.redirect(requestAddress(at, '/done'), 303);
    const loaded = await loadRequest(visit, at);
    // Sent before, from another page or another device: the confirmation is the answer to that one as well.
    if (loaded.status !== 'draft') return reply.redirect(requestAddress(at, '/done'), 303);
    if (result.response.status === 422) return reply.redirect(requestAddress(at, '/check'), 303);
    if (result.error && 'code' in result.error && result.error.code === 'fee-unpaid') {
      return reply.redirect(requestAddress(at, '/pay'), 303);
    }
    return answered(Promise.resolve(result));
  });
};
