import { type Static, Type } from 'typebox';
import { Instant, JsonObject, nullable, ref, Slug, Uuid } from '../schema.ts';

export const Notification = Type.Object(
  {
    id: Uuid,
    kind: Type.String({ description: 'Key of the text; pages hold the words' }),
    requestId: nullable(Uuid),
    number: nullable(Type.Integer()),
    params: JsonObject,
    createdAt: Instant,
    readAt: nullable(Instant),
  },
  { $id: 'Notification' },
);
export type Notification = Static<typeof Notification>;

export const NotificationList = Type.Object(
  { items: Type.Array(ref(Notification)), unread: Type.Integer() },
  { $id: 'NotificationList' },
);

export const NotificationParams = Type.Object({ institution: Slug, id: Uuid });

export const notificationSchemas = [Notification, NotificationList];
