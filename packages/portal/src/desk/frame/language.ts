import { signal } from '@preact/signals';
import { isLanguage, type Language } from '../../texts/translate.ts';

const fromPage = typeof document === 'undefined' ? 'ro' : document.documentElement.lang;

/** The language of the desk. It begins as the server chose it for the page. */
export const language = signal<Language>(isLanguage(fromPage) ? fromPage : 'ro');

/** Changes the language at once, without losing what is being typed; the cookie tells the server the next time. */
export function switchLanguage(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that offices use
  document.cookie = `circula-language=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
