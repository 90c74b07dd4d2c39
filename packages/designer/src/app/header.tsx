import { type Language, languageNames, languages } from '../texts/language.ts';
import { useLanguage, useTexts } from '../ui/language-context.ts';
import { BASE } from './router.ts';

interface HeaderProps {
  readonly accountName: string | null;
  readonly institution: string | null;
  readonly onLanguage: (language: Language) => void;
}

/** Product, institution, account, language. */
export function Header({ accountName, institution, onLanguage }: HeaderProps) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <header class="header">
      <a class="header__brand" href={`${BASE}/`}>
        <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <circle cx="16" cy="16" r="11" fill="none" stroke="currentColor" stroke-width="3" stroke-dasharray="52 18" />
          <path d="M24 4l4 7-8 1z" fill="currentColor" />
        </svg>
        <span>
          {texts.product} <span class="header__title">{texts.title}</span>
        </span>
      </a>
      {institution === null ? null : <span class="header__institution">{institution}</span>}
      <span class="header__end">
        {accountName === null ? null : <span class="header__account">{texts.app.signedInAs(accountName)}</span>}
        <fieldset class="header__languages">
          <legend class="visually-hidden">{texts.language}</legend>
          {languages.map((option) => (
            <button
              key={option}
              type="button"
              lang={option}
              aria-pressed={option === language}
              title={languageNames[option]}
              aria-label={`${option.toUpperCase()} – ${languageNames[option]}`}
              onClick={() => onLanguage(option)}
            >
              {option.toUpperCase()}
            </button>
          ))}
        </fieldset>
      </span>
    </header>
  );
}
