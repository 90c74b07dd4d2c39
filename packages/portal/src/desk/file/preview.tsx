import { useQuery } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { ApiError, kindOfStatus } from '../api/api-error.ts';
import { signedOut } from '../api/signed-out.ts';
import { language } from '../frame/language.ts';
import { Failed, Loading } from '../frame/states.tsx';
import { type Attachment, previewKind } from './attachment.ts';

/** The bytes are given the type that the server checked, so that a browser never guesses another. */
async function fetchBlob(attachment: Attachment): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(attachment.href, { credentials: 'same-origin' });
  } catch {
    throw new ApiError('offline', null);
  }
  if (response.status === 401) signedOut();
  if (!response.ok) throw new ApiError(kindOfStatus(response.status), null);
  return new Blob([await response.arrayBuffer()], { type: attachment.mediaType });
}

function useBlobAddress(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

/** One attachment, shown in the page: a PDF in the browser's own reader, a picture as it is. */
export function Preview({
  attachment,
  asked,
  onClose,
}: {
  attachment: Attachment;
  /** True when the person asked for it: only then does its heading take the focus. */
  asked: boolean;
  onClose: () => void;
}) {
  const t = deskTexts(language.value);
  const heading = useRef<HTMLHeadingElement>(null);
  const bytes = useQuery({
    queryKey: ['bytes', attachment.href],
    queryFn: () => fetchBlob(attachment),
    // The content of an id never changes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const address = useBlobAddress(bytes.data);
  const kind = previewKind(attachment.mediaType);
  useEffect(() => {
    if (asked) heading.current?.focus();
  }, [asked, attachment.id]);
  const readable = kind === 'image' || navigator.pdfViewerEnabled;
  return (
    <section class="desk-preview" aria-labelledby="preview-title">
      <div class="desk-preview__bar">
        <h3 class="desk-preview__title" id="preview-title" tabIndex={-1} ref={heading}>
          {attachment.name}
        </h3>
        {address ? (
          <a class="govuk-link desk-target" href={address} target="_blank" rel="noreferrer">
            {t('openInTab')}
          </a>
        ) : null}
        <button type="button" class="desk-link-button desk-target" onClick={onClose}>
          {t('closePreview')}
        </button>
      </div>
      {bytes.isError ? <Failed error={bytes.error} retry={() => void bytes.refetch()} /> : null}
      {bytes.isPending ? <Loading /> : null}
      {address && kind === 'image' ? <img class="desk-preview__image" src={address} alt={attachment.name} /> : null}
      {address && kind === 'pdf' && readable ? (
        <iframe class="desk-preview__pdf" src={`${address}#navpanes=0&view=FitH`} title={attachment.name} />
      ) : null}
      {address && !readable ? <p class="govuk-body">{t('noPdfReader')}</p> : null}
    </section>
  );
}
