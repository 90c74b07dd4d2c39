import type { Autosave } from './autosave.ts';

/**
 * Sends the form as soon as a file is chosen, as its "Upload" button would, and shows how far it is. The server answers
 * with the page, so the list of files, the limits and the messages are the same with and without this script.
 */
export function uploadOnChoice(form: HTMLFormElement, autosave: Autosave, enhance: () => void): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-upload]')) {
    const field = place.dataset.upload ?? '';
    for (const button of place.querySelectorAll<HTMLButtonElement>(`button[value="upload:${CSS.escape(field)}"]`)) {
      button.hidden = true;
    }
    place.addEventListener('change', async (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.type !== 'file' || !input.files?.length) return;
      const names = [...input.files].map((file) => file.name).join(', ');
      const line = progressLine(place);
      const tell = (percent: number): void => {
        line.textContent = (place.dataset.uploading ?? '{name}')
          .replace('{name}', names)
          .replace('{percent}', String(percent));
      };
      tell(0);
      await autosave.flush();
      const page = await send(form, `upload:${field}`, tell);
      if (page === 'no connection') {
        line.textContent = form.dataset.saveFailed ?? '';
        input.value = '';
      } else if (page === 'elsewhere') window.location.reload();
      else showPage(page, input.id, enhance);
    });
  }
}

function progressLine(place: HTMLElement): HTMLElement {
  const known = place.querySelector<HTMLElement>('.circula-progress');
  if (known) return known;
  const line = document.createElement('p');
  line.className = 'circula-progress';
  line.setAttribute('role', 'status');
  place.append(line);
  return line;
}

/** The main column of the answer replaces the present one; the focus returns to where the person was. */
function showPage(page: Document, control: string, enhance: () => void): void {
  const main = page.querySelector('main');
  if (!main) {
    window.location.reload();
    return;
  }
  document.title = page.title;
  document.querySelector('main')?.replaceWith(document.adoptNode(main));
  enhance();
  if (document.querySelector('[data-error-summary]')) return;
  const same = document.getElementById(control);
  const first = document.querySelector<HTMLElement>(
    `[data-field="${CSS.escape(control.replace(/-camera$/, ''))}"] button`,
  );
  (same ?? first)?.focus();
}

/** The page that the server answers with; `elsewhere` when it is another page, because the session is over for example. */
function send(
  form: HTMLFormElement,
  action: string,
  tell: (percent: number) => void,
): Promise<Document | 'no connection' | 'elsewhere'> {
  const body = new FormData(form);
  body.set('_action', action);
  const call = new XMLHttpRequest();
  call.open('POST', form.action);
  call.responseType = 'document';
  call.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) tell(Math.round((event.loaded / event.total) * 100));
  });
  return new Promise((resolve) => {
    call.addEventListener('load', () => {
      const here = call.responseURL.split(/[#?]/)[0] === form.action.split(/[#?]/)[0];
      resolve(here && call.responseXML ? call.responseXML : 'elsewhere');
    });
    call.addEventListener('error', () => resolve('no connection'));
    call.send(body);
  });
}
