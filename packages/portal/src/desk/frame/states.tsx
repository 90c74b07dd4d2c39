import type { ComponentChildren } from 'preact';
import { deskTexts } from '../../texts/desk/index.ts';
import { Callout } from '../../ui/index.ts';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { language } from './language.ts';

/** Something is on its way. Shown after a moment only, so that fast answers do not flicker. */
export function Loading() {
  return (
    <p class="desk-loading" role="status">
      {deskTexts(language.value)('loading')}
    </p>
  );
}

/** Nothing to list, and what that means or what to do now. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="desk-empty">
      <svg viewBox="0 0 48 48" fill="none" aria-hidden="true" focusable="false">
        <path d="M8 27l6-15h20l6 15v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2z" stroke="currentColor" stroke-width="2.5" />
        <path d="M8 27h9c0 4 3 6 7 6s7-2 7-6h9" stroke="currentColor" stroke-width="2.5" />
      </svg>
      <h2 class="desk-empty__title">{title}</h2>
      {children}
    </div>
  );
}

/** The words of a failed call: what it means for the person, not what the machine calls it. */
export function errorWords(error: ApiError): string {
  const t = deskTexts(language.value);
  switch (error.kind) {
    case 'offline':
      return t('errorOffline');
    case 'signed-out':
      return t('errorSignedOut');
    case 'forbidden':
      return t('errorForbidden');
    case 'missing':
      return t('errorMissing');
    case 'conflict':
      return t('errorConflict');
    case 'invalid':
      return t('errorInvalid');
    case 'busy':
      return t('errorBusy');
    case 'broken':
      return t('errorBroken');
    default:
      return error.kind satisfies never;
  }
}

/** A call failed: why, and a button that tries again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const known = asApiError(error);
  const t = deskTexts(language.value);
  return (
    <div role="alert">
      <Callout kind={known.kind === 'missing' ? 'warning' : 'error'}>
        <p>{errorWords(known)}</p>
        {known.problem ? <p class="circula-muted">{`${known.problem.status} · ${known.problem.code}`}</p> : null}
        <button type="button" class="govuk-button govuk-button--secondary desk-button" onClick={retry}>
          {t('tryAgain')}
        </button>
      </Callout>
    </div>
  );
}
