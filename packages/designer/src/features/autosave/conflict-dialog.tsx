import { useEffect, useState } from 'preact/hooks';
import type { Draft } from '../../api/designer-api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useLanguage, useTexts } from '../../ui/language-context.ts';

interface ConflictDialogProps {
  /** The draft as the server has it now; null when there is none any more or it cannot be asked. */
  readonly theirs: () => Promise<Draft | null>;
  readonly onReload: () => void;
  readonly onOverwrite: (revision: number) => void;
}

/** Two people changed the draft: who saved, and which one stays. */
export function ConflictDialog({ theirs, onReload, onOverwrite }: ConflictDialogProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [draft, setDraft] = useState<Draft | null | undefined>(undefined);
  useEffect(() => void theirs().then(setDraft), []);
  const time = (instant: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  return (
    <Dialog
      heading={texts.save.conflictHeading}
      closeLabel={texts.save.reload}
      onClose={onReload}
      footer={
        <>
          <button type="button" class="button button--primary" onClick={onReload}>
            {texts.save.reload}
          </button>
          <button
            type="button"
            class="button"
            disabled={draft === undefined}
            onClick={() => onOverwrite(draft?.revision ?? 0)}
          >
            {texts.save.overwrite}
          </button>
        </>
      }
    >
      <p>{texts.save.conflictText}</p>
      {draft ? <p>{texts.save.conflictBy(draft.savedBy ?? '–', time(draft.savedAt))}</p> : null}
    </Dialog>
  );
}
