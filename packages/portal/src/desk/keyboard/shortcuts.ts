import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { actionOf, type DeskAction } from './keymap.ts';

const storageKey = 'circula-desk-single-keys';

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

/** Whether single keys act. Kept in this browser, because it is about the hands at this keyboard. */
export const singleKeys = signal(remembered());

/** Switches single keys on or off and remembers it. */
export function switchSingleKeys(on: boolean): void {
  singleKeys.value = on;
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing still obeys for this visit.
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|IFRAME)$/.test(target.tagName))
  );
}

export type Handlers = { readonly [action in DeskAction]?: () => void };

/** While the component is shown, its handlers answer the keys; a dialog that is open keeps all keys to itself. */
export function useShortcuts(handlers: Handlers): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const { key, ctrlKey, metaKey, altKey } = event;
      const action = actionOf({ key, ctrlKey, metaKey, altKey, typing: isTyping(event.target) }, singleKeys.value);
      const handler = action ? current.current[action] : undefined;
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
