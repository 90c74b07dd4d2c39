import type { Request } from '@circula/client';
import { useState } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { formatBytes } from '../../texts/format.ts';
import { language } from '../frame/language.ts';
import { useNarrow } from '../frame/narrow.ts';
import { shortDate } from '../frame/short-date.ts';
import { type Attachment, attachmentsOf, matterOf, previewKind } from './attachment.ts';
import { Preview } from './preview.tsx';

function Row({ attachment, shown, onShow }: { attachment: Attachment; shown: boolean; onShow: () => void }) {
  const t = deskTexts(language.value);
  return (
    <li class={shown ? 'desk-attachment desk-attachment--shown' : 'desk-attachment'}>
      <span class="desk-attachment__name">
        {attachment.name}
        <span class="desk-sub">
          {[
            attachment.origin === 'applicant' ? t('fromApplicant') : t('fromInstitution'),
            attachment.createdAt ? shortDate(attachment.createdAt, language.value) : null,
            formatBytes(attachment.bytes, language.value),
          ]
            .filter((part) => part)
            .join(' · ')}
        </span>
      </span>
      <span class="desk-attachment__actions">
        {previewKind(attachment.mediaType) ? (
          <button
            type="button"
            class="govuk-button govuk-button--secondary desk-button"
            aria-pressed={shown}
            onClick={onShow}
          >
            {t('view')}
            <span class="govuk-visually-hidden"> {attachment.name}</span>
          </button>
        ) : null}
        <a class="govuk-link desk-target" href={attachment.href} download={attachment.name}>
          {t('download')}
          <span class="govuk-visually-hidden"> {attachment.name}</span>
        </a>
      </span>
    </li>
  );
}

/** Everything attached to a file, each openable beside the task. */
export function Attachments({ request, openMatter = false }: { request: Request; openMatter?: boolean }) {
  const t = deskTexts(language.value);
  const narrow = useNarrow();
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState<string | null>(() => (openMatter && !narrow ? matterOf(request) : null));
  const attachments = attachmentsOf(request);
  const current = attachments.find((item) => item.id === shown);
  const close = (): void => {
    setShown(null);
    document.getElementById('attachments')?.focus();
  };
  return (
    <section class="desk-panel" aria-labelledby="attachments">
      <h2 class="desk-panel__title" id="attachments" tabIndex={-1}>
        {t('attachmentsTitle')} <span class="desk-count">{attachments.length}</span>
      </h2>
      {attachments.length === 0 ? <p class="circula-muted">{t('attachmentsEmpty')}</p> : null}
      <ul class="desk-attachments">
        {attachments.map((item) => (
          <Row
            key={item.id}
            attachment={item}
            shown={item.id === shown}
            onShow={() => {
              setAsked(true);
              setShown(item.id === shown ? null : item.id);
            }}
          />
        ))}
      </ul>
      {current ? <Preview attachment={current} asked={asked} onClose={close} /> : null}
    </section>
  );
}
