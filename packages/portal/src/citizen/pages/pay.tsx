import type { Request } from '@circula/client';
import { applyTexts } from '../../texts/apply/index.ts';
import { formatMoney } from '../../texts/format.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Callout } from '../../ui/panel.tsx';
import { SummaryList } from '../../ui/summary-list.tsx';
import { PostForm } from '../form-frame.tsx';
import { idempotencyHeader, newIdempotencyKey } from '../idempotency.ts';
import { Page, sendPage } from '../page.tsx';
import { type PageRoutes, type RequestPath, requestAddress } from '../page-routes.ts';
import { posted } from '../posted.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { loadRequest } from './load-request.ts';

function PaymentState({ visit, payment }: { visit: Visit; payment: Request['payment'] }) {
  const t = applyTexts(visit.language);
  switch (payment?.status) {
    case 'pending':
      return (
        <Callout kind="warning">
          <p class="govuk-body">{t('payPending')}</p>
          <ButtonLink href={visit.address} look="secondary">
            {t('payRefresh')}
          </ButtonLink>
        </Callout>
      );
    case 'failed':
      return (
        <Callout kind="error">
          <p class="govuk-body">{t('payFailed')}</p>
        </Callout>
      );
    case 'cancelled':
      return (
        <Callout kind="warning">
          <p class="govuk-body">{t('payCancelled')}</p>
        </Callout>
      );
    case 'paid':
    case undefined:
      return null;
  }
}

/** `/i/:institution/r/:request/pay`: the fee, the way to the payment page, and where one lands on the way back. */
export const payPage: PageRoutes = (app, { api, assets }) => {
  app.get<RequestPath>('/i/:institution/r/:request/pay', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const t = applyTexts(language);
    const loaded = await loadRequest(visit, request.params);
    const { fee, payment } = loaded;
    if (loaded.status !== 'draft') return reply.redirect(requestAddress(request.params), 303);
    if (fee === null || payment?.status === 'paid')
      return reply.redirect(requestAddress(request.params, '/check'), 303);
    const amount = formatMoney(fee.amount, fee.currency, language);
    return sendPage(
      reply,
      <Page
        frame={visit}
        assets={assets}
        title={t('payTitle')}
        institution={loaded.institution}
        back={requestAddress(request.params, '/check')}
      >
        <h1 class="govuk-heading-l">{t('payTitle')}</h1>
        <PaymentState visit={visit} payment={payment} />
        <SummaryList
          rows={[
            { term: t('payAmount'), value: <strong>{amount}</strong> },
            { term: t('payLaw'), value: fee.legalBasis },
          ]}
        />
        <p class="govuk-body">{payment?.status === 'pending' ? t('payAgain') : t('payHow')}</p>
        <PostForm visit={visit} idempotencyKey={newIdempotencyKey()}>
          <Button>{t('payButton', { amount })}</Button>
        </PostForm>
      </Page>,
    );
  });

  app.post<RequestPath>('/i/:institution/r/:request/pay', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const checkout = await answered(
      visit.client.POST('/api/v1/institutions/{institution}/requests/{request}/payment', {
        params: { path: request.params },
        body: { returnUrl: requestAddress(request.params, '/pay') },
        headers: idempotencyHeader(posted(request)),
      }),
    );
    return reply.redirect(checkout.checkoutUrl, 303);
  });
};
