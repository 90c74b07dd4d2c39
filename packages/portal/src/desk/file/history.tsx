import type { HistoryItem } from '@circula/client';
import { deskTexts, historyKeys } from '../../texts/desk/index.ts';
import { formatDateTime } from '../../texts/format.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { language } from '../frame/language.ts';

function known(type: string): type is keyof typeof historyKeys {
  return Object.hasOwn(historyKeys, type);
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** One entry of the history as a sentence; an entry of a kind that this page does not know shows its step's name. */
export function historyWords(item: HistoryItem, language: Language): string {
  const t = deskTexts(language);
  if (!known(item.type)) return item.elementName ?? item.type;
  const params = item.params ?? {};
  return t(historyKeys[item.type], {
    step: item.elementName ?? '',
    title: text(params.title),
    number: text(params.number),
    amount: text(params.amount),
  });
}

/** Who did it, by post and office; an office of one person is named once. */
function actors(item: HistoryItem, language: Language): string[] {
  const names = [item.actorTitle ?? '', item.office ? inLanguage(item.office, language) : ''];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** What happened to a file, the newest first. */
export function History({ items, headingLevel = 2 }: { items: readonly HistoryItem[]; headingLevel?: 2 | 3 }) {
  const t = deskTexts(language.value);
  const Heading = `h${headingLevel}` as const;
  return (
    <section class="desk-panel" aria-labelledby="history">
      <Heading class="desk-panel__title" id="history">
        {t('historyTitle')}
      </Heading>
      {items.length === 0 ? (
        <p class="circula-muted">{t('historyEmpty')}</p>
      ) : (
        <ol class="desk-history" reversed>
          {[...items].reverse().map((item, index) => (
            <li key={index}>
              <span class="desk-history__what">{historyWords(item, language.value)}</span>
              <span class="desk-sub">
                {[formatDateTime(item.at, language.value), ...actors(item, language.value)].join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
