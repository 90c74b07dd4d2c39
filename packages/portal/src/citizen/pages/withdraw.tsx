import { followTexts } from '../../texts/follow/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import { FormGroup } from '../../ui/form-group.tsx';
import { PostForm } from '../form-frame.tsx';
import { idempotencyHeader, newIdempotencyKey } from '../idempotency.ts';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type RequestPath, requestAddress } from '../page-routes.ts';
import { posted, postedText } from '../posted.ts';
import { answered, openVisit } from '../visit.ts';
import { loadRequest } from './load-request.ts';

/** `/i/:institution/r/:request/withdraw`: asks once more, because it cannot be undone. */
export const withdrawPage: PageRoutes = (app, { api, assets }) => {
  app.get<RequestPath>('/i/:institution/r/:request/withdraw', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const t = followTexts(language);
    const loaded = await loadRequest(visit, request.params);
    const file = requestAddress(request.params);
    if (loaded.status !== 'submitted') return reply.redirect(file, 303);
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('withdrawTitle')} institution={loaded.institution} back={file}>
        <p class="govuk-caption-l">{inLanguage(loaded.serviceName, language)}</p>
        <h1 class="govuk-heading-l">{t('withdrawTitle')}</h1>
        <p class="govuk-body">{t('withdrawText')}</p>
        <PostForm visit={visit} idempotencyKey={newIdempotencyKey()}>
          <FormGroup id="reason" label={t('withdrawReason')} language={language} optional>
            <textarea class="govuk-textarea" id="reason" name="reason" rows={3} maxLength={500} />
          </FormGroup>
          <div class="circula-actions">
            <Button look="warning">{t('withdrawButton')}</Button>
            <a class="govuk-link circula-download" href={file}>
              {t('withdrawKeep')}
            </a>
          </div>
        </PostForm>
      </Page>,
    );
  });

  app.post<RequestPath>('/i/:institution/r/:request/withdraw', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const form = posted(request);
    const reason = postedText(form, 'reason');
    await answered(
      visit.client.POST('/api/v1/institutions/{institution}/requests/{request}/withdraw', {
        params: { path: request.params },
        body: reason === '' ? {} : { reason },
        headers: idempotencyHeader(form),
      }),
    );
    return reply.redirect(requestAddress(request.params), 303);
  });
};
