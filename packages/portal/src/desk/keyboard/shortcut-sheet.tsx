import type { MutableRef } from 'preact/hooks';
import { useImperativeHandle, useRef } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { language } from '../frame/language.ts';
import { type DeskAction, type KeyBinding, keyBindings } from './keymap.ts';
import { singleKeys, switchSingleKeys } from './shortcuts.ts';

export interface SheetHandle {
  open(): void;
}

const words: { readonly [action in DeskAction]: `key_${DeskAction}` } = {
  next: 'key_next',
  previous: 'key_previous',
  search: 'key_search',
  viewMine: 'key_viewMine',
  viewOffice: 'key_viewOffice',
  viewAll: 'key_viewAll',
  toForm: 'key_toForm',
  toInbox: 'key_toInbox',
  help: 'key_help',
  complete: 'key_complete',
};

const places = ['list', 'task', 'everywhere'] as const satisfies readonly KeyBinding['where'][];

/** The keys of the desk by place, and the switch for those who must not press letters by accident. */
export function ShortcutSheet({ handle }: { handle: MutableRef<SheetHandle | null> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const t = deskTexts(language.value);
  useImperativeHandle(handle, () => ({ open: () => dialog.current?.showModal() }), []);
  return (
    <dialog class="desk-dialog" ref={dialog} aria-labelledby="shortcuts-title">
      <h2 class="govuk-heading-m" id="shortcuts-title">
        {t('shortcuts')}
      </h2>
      {places.map((place) => (
        <section key={place} aria-labelledby={`shortcuts-${place}`}>
          <h3 class="govuk-heading-s" id={`shortcuts-${place}`}>
            {t(`keysIn_${place}`)}
          </h3>
          <dl class="desk-keys">
            {keyBindings
              .filter((binding) => binding.where === place)
              .map((binding) => (
                <div key={binding.action} class={binding.single && !singleKeys.value ? 'desk-keys__off' : undefined}>
                  <dt>
                    <kbd>{binding.keys}</kbd>
                  </dt>
                  <dd>{t(words[binding.action])}</dd>
                </div>
              ))}
            {place === 'list' ? (
              <div>
                <dt>
                  <kbd>Enter</kbd>
                </dt>
                <dd>{t('key_open')}</dd>
              </div>
            ) : null}
          </dl>
        </section>
      ))}
      <div class="govuk-checkboxes govuk-checkboxes--small desk-keys-switch">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id="single-keys"
            checked={singleKeys.value}
            onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
          />
          <label class="govuk-label govuk-checkboxes__label" for="single-keys">
            {t('singleKeys')}
          </label>
        </div>
      </div>
      <form method="dialog">
        <button type="submit" class="govuk-button desk-button">
          {t('close')}
        </button>
      </form>
    </dialog>
  );
}
