import type { ComponentChildren } from 'preact';
import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

/** Tells something about the visit that is not part of the page: saved, paid, come back later. */
export function NotificationBanner({
  kind = 'info',
  language,
  children,
}: {
  kind?: 'info' | 'success';
  language: Language;
  children: ComponentChildren;
}) {
  const t = sharedTexts(language);
  const body = (
    <>
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="notification-title">
          {kind === 'info' ? t('notificationTitle') : t('successTitle')}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{children}</div>
    </>
  );
  return kind === 'info' ? (
    <section class="govuk-notification-banner" aria-labelledby="notification-title">
      {body}
    </section>
  ) : (
    <div class="govuk-notification-banner govuk-notification-banner--success" role="alert">
      {body}
    </div>
  );
}
