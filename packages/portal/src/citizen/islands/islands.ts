import { followForm } from './autosave.ts';
import { focusErrors } from './focus-errors.ts';
import { preventDoubleClicks } from './prevent-double-clicks.ts';
import { uploadOnChoice } from './upload.ts';

/**
 * The only script of the citizens' pages. Every page works without it; it saves while one types, shows questions as they
 * come up, sends files with progress, and keeps a second click from posting again.
 */
function enhance(): void {
  focusErrors();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="form"]')) {
    uploadOnChoice(form, followForm(form), enhance);
  }
}

preventDoubleClicks();
enhance();
