import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { language } from './language.ts';

/** Wait after the last letter before the list follows, ms. */
const PAUSE = 250;

/** A search that follows the typing; Enter searches at once. */
export function SearchBox({
  label,
  value,
  onSearch,
  input,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  input?: RefObject<HTMLInputElement>;
}) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const t = deskTexts(language.value);
  // The address changed from elsewhere (Back, a tab): show what it says.
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (wanted: string): void => {
    clearTimeout(timer.current);
    if (wanted.trim() !== value) onSearch(wanted.trim());
  };
  return (
    <search class="desk-search-place">
      <form
        class="desk-search"
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
      >
        <label class="govuk-visually-hidden" for="search">
          {label}
        </label>
        <input
          class="govuk-input"
          id="search"
          type="search"
          placeholder={label}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={text}
          ref={input ?? null}
          onInput={(event) => {
            const wanted = event.currentTarget.value;
            setText(wanted);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(wanted), PAUSE);
          }}
        />
        <button type="submit" class="govuk-button govuk-button--secondary desk-button">
          {t('search')}
        </button>
      </form>
    </search>
  );
}
