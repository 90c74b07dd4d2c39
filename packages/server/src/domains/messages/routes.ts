import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { actorOf } from '../../platform/session.ts';
import { checkedVariables } from '../checked-variables.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { MessageReceipt, NewMessage, NewSignal, SignalReceipt } from './schemas.ts';

export function messagesRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { runner } = services;
  const access = { scope: 'messages:publish', or: 'administrator' } as const;
  return async (app) => {
    app.post(
      '/institutions/:institution/messages',
      {
        config: { access },
        schema: {
          operationId: 'publishMessage',
          tags: ['messages'],
          summary: 'Hand a message to whoever waits for it in the institution, and to what it starts there',
          params: InstitutionParams,
          body: NewMessage,
          response: { 200: ref(MessageReceipt) },
        },
      },
      async (request) => {
        const { name, correlationKey = null, messageId = null, timeToLiveSeconds = 0 } = request.body;
        const variables = checkedVariables(request.body.variables, 'variables');
        const message = {
          name,
          correlationKey,
          messageId,
          timeToLive: timeToLiveSeconds * 1000,
          variables,
          actor: actorOf(request),
        };
        return await inInstitution(services, request, async (tx) => {
          const { duplicate, instances, buffered } = await runner.publish(tx, message);
          return { duplicate, instances: [...instances], buffered };
        });
      },
    );

    app.post(
      '/institutions/:institution/signals',
      {
        config: { access },
        schema: {
          operationId: 'broadcastSignal',
          tags: ['messages'],
          summary: 'Send a signal to every instance of the institution that waits for it, and to what it starts there',
          params: InstitutionParams,
          body: NewSignal,
          response: { 200: ref(SignalReceipt) },
        },
      },
      async (request) => {
        const { name } = request.body;
        const variables = checkedVariables(request.body.variables, 'variables');
        return await inInstitution(services, request, async (tx) => ({
          instances: [...(await runner.broadcast(tx, { name, variables, actor: actorOf(request) }))],
        }));
      },
    );
  };
}
