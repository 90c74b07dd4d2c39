import type { Texts } from '../../texts/index.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import type { SaveStatus } from './autosave.ts';

interface SaveStateProps {
  readonly status: SaveStatus;
  readonly hasDraft: boolean;
}

/** Where saving stands, in words; screen readers hear it when it changes. */
export function SaveState({ status, hasDraft }: SaveStateProps) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <span class={`save-state save-state--${status.kind}`} role="status">
      {words(status, hasDraft, texts, language)}
    </span>
  );
}

function words(status: SaveStatus, hasDraft: boolean, texts: Texts, language: string): string {
  switch (status.kind) {
    case 'saved': {
      if (status.at === null) return hasDraft ? texts.save.saved : texts.save.unchanged;
      return texts.save.savedAt(new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(status.at));
    }
    case 'changed':
      return texts.save.changed;
    case 'saving':
      return texts.save.saving;
    case 'waiting':
      return texts.save.waiting;
    case 'conflict':
      return texts.save.conflict;
    case 'refused':
      return texts.save.refused(status.reason);
  }
}
