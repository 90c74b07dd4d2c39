/** Tells the page's form that something changed, and waits until what was typed is safe. */
export interface Autosave {
  /** Saves now, if there is anything unsaved. */
  flush(): Promise<void>;
}

/** What the portal answers to a save: when, and which fields the answers bring up. */
interface Saved {
  readonly message: string;
  readonly shown: readonly string[];
}

/** Long enough to gather a word, short enough that two seconds never pass unsaved. */
const pauseAfterTyping = 1_000;
const firstRetry = 2_000;
const longestRetry = 30_000;

function answersOf(form: HTMLFormElement): URLSearchParams {
  const answers = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') answers.append(name, value);
  return answers;
}

function showFields(form: HTMLFormElement, shown: readonly string[]): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-question]')) {
    place.hidden = !shown.includes(place.dataset.question ?? '');
  }
  const remembered = form.elements.namedItem('_shown');
  if (remembered instanceof HTMLInputElement) remembered.value = shown.join(' ');
}

/**
 * Saves the form one second after the last change, keeps trying while the line is down, and shows the questions that the
 * answers bring up. The words of the status line are the server's, so they are in the reader's language.
 */
export function followForm(form: HTMLFormElement): Autosave {
  const { saveTo, saving = '', saveFailed = '' } = form.dataset;
  const status = form.querySelector<HTMLElement>('[data-save-status]');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsaved = false;
  let retry = firstRetry;
  let running: Promise<void> | null = null;

  const say = (text: string, failed: boolean): void => {
    if (!status) return;
    status.textContent = text;
    status.classList.toggle('circula-status--failed', failed);
  };
  const later = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), delay);
  };
  const save = async (): Promise<void> => {
    if (!saveTo) return;
    unsaved = false;
    say(saving, false);
    try {
      const response = await fetch(saveTo, { method: 'POST', body: answersOf(form), redirect: 'error' });
      if (!response.ok) throw new Error(String(response.status));
      const saved: Saved = await response.json();
      showFields(form, saved.shown);
      say(saved.message, false);
      retry = firstRetry;
    } catch {
      unsaved = true;
      say(saveFailed, true);
      later(retry);
      retry = Math.min(retry * 2, longestRetry);
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    if (running) await running;
    if (!unsaved) return;
    running = save();
    await running;
    running = null;
  };
  const changed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return;
    unsaved = true;
    later(event.type === 'change' ? 0 : pauseAfterTyping);
  };

  if (saveTo) {
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    window.addEventListener('online', () => void flush());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void flush();
    });
  }
  return { flush };
}
