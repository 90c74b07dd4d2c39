import { signal } from '@preact/signals';
import { Callout } from '../../ui/index.ts';

export interface Flash {
  kind: 'success' | 'warning' | 'error';
  text: string;
  /** Where to look at what it speaks of. */
  link?: { href: string; text: string };
}

const waiting = signal<{ flash: Flash; shownOn: string | null } | null>(null);

/** Leaves a result for the page that comes next, e.g. the next task after one was completed. */
export function flash(message: Flash): void {
  waiting.value = { flash: message, shownOn: null };
}

/** Takes the result that was left for the page at `path`; a further page takes it away. */
export function flashFor(path: string): Flash | null {
  const left = waiting.value;
  if (!left) return null;
  if (left.shownOn === null) left.shownOn = path;
  return left.shownOn === path ? left.flash : null;
}

/** Shows the result, if one waits for this page. */
export function FlashMessage({ path }: { path: string }) {
  const message = flashFor(path);
  if (!message) return null;
  return (
    <div class="desk-flash">
      <Callout kind={message.kind}>
        <p>
          <span aria-hidden="true">{message.kind === 'success' ? '✓ ' : '! '}</span>
          {message.text} {message.link ? <a href={message.link.href}>{message.link.text}</a> : null}
        </p>
      </Callout>
    </div>
  );
}
