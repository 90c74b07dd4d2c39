import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { listNotifications, readNotification } from './list-notifications.ts';
import { Notification, NotificationList, NotificationParams } from './schemas.ts';

export function notificationsRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/notifications',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'listNotifications',
          tags: ['notifications'],
          summary: 'My messages',
          params: InstitutionParams,
          response: { 200: ref(NotificationList) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(services, request, async (tx) => await listNotifications(tx, account));
      },
    );

    app.post(
      '/institutions/:institution/notifications/:id/read',
      {
        config: { access: 'account', idempotent: false },
        schema: {
          operationId: 'readNotification',
          tags: ['notifications'],
          summary: 'Mark a message as read',
          params: NotificationParams,
          response: { 200: ref(Notification) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(
          services,
          request,
          async (tx) => await readNotification(tx, account, request.params.id),
        );
      },
    );
  };
}
