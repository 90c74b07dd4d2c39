import type { Notification } from '@circula/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/preact-query';
import { deskTexts, notificationKeys } from '../../texts/desk/index.ts';
import { formatDateTime } from '../../texts/format.ts';
import type { Language } from '../../texts/translate.ts';
import { Tag } from '../../ui/index.ts';
import { api, dataOf } from '../api/api.ts';
import { notificationsQuery } from '../api/queries.ts';
import { announce } from '../frame/announcer.tsx';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/states.tsx';

function known(kind: string): kind is keyof typeof notificationKeys {
  return Object.hasOwn(notificationKeys, kind);
}

/** A notification as a sentence. A model may name a kind that these pages have no words for: its name is shown then. */
export function notificationWords(item: Notification, language: Language): string {
  const t = deskTexts(language);
  return known(item.kind) ? t(notificationKeys[item.kind]) : item.kind.replaceAll('-', ' ');
}

/** What the person was told, the newest first; reading one is one press, reading all another. */
export function NotificationsPage() {
  const { institution, membership } = useDesk();
  const client = useQueryClient();
  const t = deskTexts(language.value);
  const query = useQuery(notificationsQuery(institution));
  const items = query.data?.items ?? [];
  const unread = items.filter((item) => item.readAt === null);
  const read = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) {
        await dataOf(
          api.POST('/api/v1/institutions/{institution}/notifications/{id}/read', {
            params: { path: { institution, id } },
          }),
        );
      }
    },
    onSuccess: () => announce(t('notificationsMarked')),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications', institution] }),
  });
  return (
    <Page
      title={t('notifications')}
      institution={membership.institution.name}
      aside={
        unread.length > 1 ? (
          <button
            type="button"
            class="govuk-button govuk-button--secondary desk-button"
            disabled={read.isPending}
            onClick={() => read.mutate(unread.map((item) => item.id))}
          >
            {t('markAllRead')}
          </button>
        ) : null
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError && !query.data ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
      {read.isError ? <Failed error={read.error} retry={() => read.reset()} /> : null}
      {query.data && items.length === 0 ? (
        <Empty title={t('notificationsEmpty')}>
          <p>{t('notificationsEmptyHint')}</p>
        </Empty>
      ) : null}
      <ul class="desk-notifications">
        {items.map((item) => (
          <li
            key={item.id}
            class={item.readAt === null ? 'desk-notification desk-notification--new' : 'desk-notification'}
          >
            <div>
              <p class="desk-notification__text">
                {item.readAt === null ? <Tag>{t('new')}</Tag> : null} {notificationWords(item, language.value)}
                {item.requestId ? (
                  <>
                    {' '}
                    <a href={deskPath.request(institution, item.requestId)}>
                      {item.number === null ? t('request') : t('requestTitle', { number: item.number })}
                    </a>
                  </>
                ) : null}
              </p>
              <p class="desk-sub">{formatDateTime(item.createdAt, language.value)}</p>
            </div>
            {item.readAt === null ? (
              <button
                type="button"
                class="desk-link-button desk-target"
                disabled={read.isPending}
                onClick={() => read.mutate([item.id])}
              >
                {t('markRead')}
                <span class="govuk-visually-hidden"> {notificationWords(item, language.value)}</span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </Page>
  );
}
