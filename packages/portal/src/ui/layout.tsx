import type { ComponentChildren } from 'preact';
import { sharedTexts } from '../texts/shared/index.ts';
import { type Language, languageNames, languages } from '../texts/translate.ts';
import { Logo } from './logo.tsx';

/** Jumps over the header; visible when it has the focus. */
export function SkipLink({ language }: { language: Language }) {
  return (
    <a href="#main" class="govuk-skip-link">
      {sharedTexts(language)('skipToContent')}
    </a>
  );
}

/** The three languages; the one in use is not a link. `href` gives this same page in another language. */
export function LanguageNavigation({ language, href }: { language: Language; href: (language: Language) => string }) {
  return (
    <nav class="circula-languages" aria-label={sharedTexts(language)('language')}>
      <ul>
        {languages.map((item) => (
          <li key={item}>
            {item === language ? (
              <span aria-current="true" lang={item}>
                <span aria-hidden="true">{item.toUpperCase()}</span>
                <span class="govuk-visually-hidden">{languageNames[item]}</span>
              </span>
            ) : (
              <a href={href(item)} lang={item} hreflang={item} rel="alternate nofollow">
                <span aria-hidden="true">{item.toUpperCase()}</span>
                <span class="govuk-visually-hidden">{languageNames[item]}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The dark band with the product's name and, at its end, what the page gives (languages, the person's menu). */
export function Header({ home, children }: { home: string; children?: ComponentChildren }) {
  return (
    <header class="circula-header">
      <div class="govuk-width-container circula-header__inner">
        <a class="circula-header__brand" href={home}>
          <Logo />
          Circula
        </a>
        {children}
      </div>
    </header>
  );
}

export interface NavigationLink {
  href: string;
  text: string;
  current?: boolean;
}

/** Whose page this is, and where one can go from every page. `children` are further list items (a log-out form). */
export function Navigation({
  institution,
  links,
  language,
  children,
}: {
  institution: string | null;
  links: readonly NavigationLink[];
  language: Language;
  children?: ComponentChildren;
}) {
  return (
    <div class="circula-nav">
      <div class="govuk-width-container circula-nav__inner">
        {institution ? <p class="circula-nav__institution">{institution}</p> : null}
        <nav aria-label={sharedTexts(language)('mainNavigation')}>
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href} aria-current={link.current ? 'page' : undefined}>
                  {link.text}
                </a>
              </li>
            ))}
            {children}
          </ul>
        </nav>
      </div>
    </div>
  );
}

/** The end of every page. */
export function Footer({
  links,
  language,
  children,
}: {
  links: readonly NavigationLink[];
  language: Language;
  children?: ComponentChildren;
}) {
  return (
    <footer class="circula-footer">
      <div class="govuk-width-container">
        <nav aria-label={sharedTexts(language)('footerNavigation')}>
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.text}</a>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
    </footer>
  );
}

/** Back to the page before in the journey, above the main column. */
export function BackLink({ href, language }: { href: string; language: Language }) {
  return (
    <a href={href} class="govuk-back-link">
      {sharedTexts(language)('back')}
    </a>
  );
}
