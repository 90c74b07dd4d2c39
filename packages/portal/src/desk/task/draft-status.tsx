import { deskTexts } from '../../texts/desk/index.ts';
import { language } from '../frame/language.ts';
import type { DraftStatus } from './draft-keeper.ts';

const words = {
  changed: 'draftChanged',
  saving: 'draftSaving',
  saved: 'draftSaved',
  offline: 'draftOffline',
  failed: 'draftFailed',
} as const;

const signs: { readonly [status in DraftStatus]: string } = {
  untouched: '',
  changed: '…',
  saving: '…',
  saved: '✓',
  offline: '⚠',
  failed: '⚠',
};

/** Says where the unfinished answers are. Always in the page, so that its changes are also heard. */
export function DraftStatusLine({ status }: { status: DraftStatus }) {
  const t = deskTexts(language.value);
  const bad = status === 'offline' || status === 'failed';
  return (
    <p class={bad ? 'circula-status circula-status--failed' : 'circula-status'} role="status" data-draft={status}>
      {status === 'untouched' ? null : (
        <>
          <span aria-hidden="true">{signs[status]} </span>
          {t(words[status])}
        </>
      )}
    </p>
  );
}
