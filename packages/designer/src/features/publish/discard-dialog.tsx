import { useState } from 'preact/hooks';
import type { Answer } from '../../api/designer-api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useTexts } from '../../ui/language-context.ts';

interface DiscardDialogProps {
  readonly onConfirm: () => Promise<Answer<null>>;
  readonly onClose: () => void;
}

/** Asks once before unpublished work is deleted. */
export function DiscardDialog({ onConfirm, onClose }: DiscardDialogProps) {
  const texts = useTexts();
  const [failure, setFailure] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    const answer = await onConfirm();
    if (!answer.ok) setFailure(texts.app.failed(answer.problem.detail || answer.problem.code));
  };
  return (
    <Dialog
      heading={texts.discard.heading}
      closeLabel={texts.cancel}
      onClose={onClose}
      footer={
        <>
          <button type="button" class="button button--danger" onClick={() => void confirm()}>
            {texts.discard.confirm}
          </button>
          <button type="button" class="button button--quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        </>
      }
    >
      <p>{texts.discard.text}</p>
      {failure === null ? null : (
        <p class="notice notice--error" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
