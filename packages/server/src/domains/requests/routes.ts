import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import type { Transaction } from '../../persistence/transaction.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution, viewerOf } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { Checkout, CheckoutInput, checkedReturnUrl, paymentProvider } from '../payments/index.ts';
import { ref } from '../schema.ts';
import { answerTask } from './answer-task.ts';
import { checkRequest } from './check-request.ts';
import { findRequests } from './find-requests.ts';
import { getDiagram } from './get-diagram.ts';
import { listMyRequests } from './list-requests.ts';
import { orderReceipt } from './order-receipt.ts';
import { requestHistory } from './request-history.ts';
import { ownRequest, visibleRequest } from './request-row.ts';
import { requestView } from './request-view.ts';
import { saveAnswers } from './save-answers.ts';
import {
  AnswersCheck,
  AnswersInput,
  AnswersOnly,
  Diagram,
  HistoryItem,
  Request,
  RequestInput,
  RequestListQuery,
  RequestParams,
  RequestSummary,
  RequestsFound,
  RequestTaskParams,
  WithdrawInput,
} from './schemas.ts';
import { startPayment } from './start-payment.ts';
import { startRequest } from './start-request.ts';
import { submitRequest } from './submit-request.ts';
import { withdrawRequest } from './withdraw-request.ts';

export function requestsRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    const secret = services.config.secrets.data;
    const provider = paymentProvider(services.config);
    const ownView = async (tx: Transaction, id: string, account: string) =>
      await requestView(tx, await ownRequest(tx, id, account), { account, secret });

    app.get(
      '/me/requests',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'listMyRequests',
          tags: ['requests'],
          summary: 'My requests in all institutions',
          response: { 200: Type.Object({ items: Type.Array(ref(RequestSummary)) }) },
        },
      },
      async (request) => ({ items: await listMyRequests(services.unitOfWork, requireAccount(request).id) }),
    );

    app.get(
      '/institutions/:institution/requests',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'findRequests',
          tags: ['requests'],
          summary: 'Requests of the institution by number, name or text',
          params: InstitutionParams,
          querystring: RequestListQuery,
          response: { 200: RequestsFound },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => await findRequests(tx, request.query)),
    );

    app.post(
      '/institutions/:institution/requests',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'startRequest',
          tags: ['requests'],
          summary: 'Start a draft',
          params: InstitutionParams,
          body: RequestInput,
          response: { 201: ref(Request) },
        },
      },
      async (request, reply) => {
        const account = requireAccount(request).id;
        const view = await inInstitution(services, request, async (tx) => {
          const row = await startRequest(tx, {
            service: request.body.service,
            answers: request.body.answers,
            account,
            channel: 'web',
          });
          return await requestView(tx, row, { account, secret });
        });
        reply.code(201);
        return view;
      },
    );

    app.get(
      '/institutions/:institution/requests/:request',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'getRequest',
          tags: ['requests'],
          summary: 'A request, for its applicant and the officials of its institution',
          params: RequestParams,
          response: { 200: ref(Request) },
        },
      },
      async (request) => {
        const viewer = viewerOf(request);
        return await inInstitution(
          services,
          request,
          async (tx) =>
            await requestView(tx, await visibleRequest(tx, request.params.request, viewer), {
              account: viewer.account,
              secret,
            }),
        );
      },
    );

    app.patch(
      '/institutions/:institution/requests/:request',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'saveAnswers',
          tags: ['requests'],
          summary: 'Change the answers of a draft',
          params: RequestParams,
          body: AnswersInput,
          response: { 200: ref(Request) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(services, request, async (tx) => {
          await saveAnswers(tx, {
            request: request.params.request,
            account,
            answers: request.body.answers,
            revision: request.body.revision,
          });
          return await ownView(tx, request.params.request, account);
        });
      },
    );

    app.post(
      '/institutions/:institution/requests/:request/check',
      {
        config: { access: 'account', idempotent: false },
        schema: {
          operationId: 'checkRequest',
          tags: ['requests'],
          summary: 'What is missing or wrong, and the fee',
          params: RequestParams,
          response: { 200: ref(AnswersCheck) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(
          services,
          request,
          async (tx) => await checkRequest(tx, { request: request.params.request, account }),
        );
      },
    );

    app.post(
      '/institutions/:institution/requests/:request/payment',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'startPayment',
          tags: ['payments'],
          summary: 'Pay the fee: where to send the browser',
          params: RequestParams,
          body: CheckoutInput,
          response: { 200: ref(Checkout) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        const returnUrl = checkedReturnUrl(services.config, request, request.body.returnUrl);
        return await inInstitution(
          services,
          request,
          async (tx) => await startPayment(tx, provider, { request: request.params.request, account, returnUrl }),
        );
      },
    );

    app.post(
      '/institutions/:institution/requests/:request/submit',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'submitRequest',
          tags: ['requests'],
          summary: 'Submit: check, number, deadline, tracking code, start',
          params: RequestParams,
          response: { 200: ref(Request) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(services, request, async (tx) => {
          await submitRequest(
            tx,
            { runner: services.runner, secret, orderReceipt },
            { request: request.params.request, account },
          );
          return await ownView(tx, request.params.request, account);
        });
      },
    );

    app.post(
      '/institutions/:institution/requests/:request/tasks/:key/complete',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'answerRequestTask',
          tags: ['requests'],
          summary: 'The applicant answers what the office asked',
          params: RequestTaskParams,
          body: AnswersOnly,
          response: { 200: ref(Request) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(services, request, async (tx) => {
          await answerTask(tx, services.runner, {
            request: request.params.request,
            account,
            key: request.params.key,
            answers: request.body.answers,
          });
          return await ownView(tx, request.params.request, account);
        });
      },
    );

    app.post(
      '/institutions/:institution/requests/:request/withdraw',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'withdrawRequest',
          tags: ['requests'],
          summary: 'Withdraw the request',
          params: RequestParams,
          body: WithdrawInput,
          response: { 200: ref(Request) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(services, request, async (tx) => {
          await withdrawRequest(tx, services.runner, {
            request: request.params.request,
            account,
            reason: request.body.reason,
          });
          return await ownView(tx, request.params.request, account);
        });
      },
    );

    app.get(
      '/institutions/:institution/requests/:request/history',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'getHistory',
          tags: ['requests'],
          summary: 'What happened to a request',
          params: RequestParams,
          response: { 200: Type.Object({ items: Type.Array(ref(HistoryItem)) }) },
        },
      },
      async (request) => {
        const viewer = viewerOf(request);
        return await inInstitution(services, request, async (tx) => {
          const row = await visibleRequest(tx, request.params.request, viewer);
          return { items: await requestHistory(tx, row, viewer.official ? 'official' : 'applicant') };
        });
      },
    );

    app.get(
      '/institutions/:institution/requests/:request/diagram',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'getDiagram',
          tags: ['requests'],
          summary: 'The model of a request with its active and completed elements',
          params: RequestParams,
          response: { 200: ref(Diagram) },
        },
      },
      async (request) => {
        const viewer = viewerOf(request);
        return await inInstitution(
          services,
          request,
          async (tx) => await getDiagram(tx, request.params.request, viewer),
        );
      },
    );
  };
}
