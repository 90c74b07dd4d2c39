import { useQuery } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { notificationsQuery } from '../api/queries.ts';
import { announce } from './announcer.tsx';
import { deskPath, useDesk } from './desk-context.ts';
import { language } from './language.ts';

/** The way to the notifications, with the number of unread on it; a new one is also said aloud. */
export function Bell({ current }: { current: boolean }) {
  const { institution } = useDesk();
  const t = deskTexts(language.value);
  const unread = useQuery(notificationsQuery(institution)).data?.unread ?? 0;
  const known = useRef<number | null>(null);
  useEffect(() => {
    if (known.current !== null && unread > known.current) announce(t('notificationsUnread', { count: unread }));
    known.current = unread;
  }, [unread]);
  return (
    <a class="desk-bell" href={deskPath.notifications(institution)} aria-current={current ? 'page' : undefined}>
      <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
        <path
          d="M6 17V11a6 6 0 1 1 12 0v6l2 2H4zM10 21h4"
          stroke="currentColor"
          stroke-width="2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      <span class="govuk-visually-hidden">
        {unread > 0 ? t('notificationsUnread', { count: unread }) : t('notifications')}
      </span>
      {unread > 0 ? (
        <span class="desk-bell__count" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </a>
  );
}
