import { useId, useState } from 'preact/hooks';
import type { DesignerApi, RequestTypeSummary } from '../api/designer-api.ts';
import { useLanguage, useTexts } from '../ui/language-context.ts';
import { Answered } from './answered.tsx';
import { addressOf } from './router.ts';
import { useAnswer } from './use-answer.ts';

interface TypesPageProps {
  readonly api: DesignerApi;
  readonly institution: string;
}

/** The request types of an institution. */
export function TypesPage({ api, institution }: TypesPageProps) {
  const texts = useTexts();
  const [types, again] = useAnswer(institution, () => api.requestTypes(institution));
  return (
    <div class="page">
      <h1>{texts.types.heading}</h1>
      <p class="lead">{texts.types.lead}</p>
      <Answered loading={types} again={again}>
        {(items) =>
          items.length === 0 ? (
            <p class="notice">{texts.types.empty}</p>
          ) : (
            <TypesTable institution={institution} items={items} />
          )
        }
      </Answered>
    </div>
  );
}

function TypesTable({
  institution,
  items,
}: {
  readonly institution: string;
  readonly items: readonly RequestTypeSummary[];
}) {
  const texts = useTexts();
  const language = useLanguage();
  const id = useId();
  const [sought, setSought] = useState('');
  const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const nameOf = (item: RequestTypeSummary): string => item.name?.[language] ?? item.id;
  const found = items.filter((item) => plain(`${nameOf(item)} ${item.id}`).includes(plain(sought)));
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  return (
    <>
      <label class="field field--search" for={id}>
        <span>{texts.types.find}</span>
        <input id={id} type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      </label>
      {found.length === 0 ? (
        <p class="notice" role="status">
          {texts.types.none}
        </p>
      ) : null}
      <ul class="cards">
        {found.map((item) => (
          <li key={item.id}>
            <a class="card" href={addressOf({ page: 'type', institution, type: item.id })}>
              <strong>{nameOf(item)}</strong>
              <span class="card__facts">
                <span>
                  {item.version === null || item.publishedAt === null
                    ? texts.types.unpublished
                    : texts.types.published(item.version, date.format(new Date(item.publishedAt)))}
                </span>
                <span>
                  {texts.types.open}: {item.openRequests}
                </span>
                {item.hasDraft ? <span class="tag tag--draft">{texts.types.hasDraft}</span> : null}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
