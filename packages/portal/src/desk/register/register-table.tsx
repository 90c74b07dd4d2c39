import type { RegisterEntry } from '@circula/client';
import { deskTexts } from '../../texts/desk/index.ts';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { useNarrow } from '../frame/narrow.ts';

interface Props {
  entries: readonly RegisterEntry[];
  date: (at: string) => string;
}

function Subject({ entry }: { entry: RegisterEntry }) {
  const { institution } = useDesk();
  return entry.requestId ? (
    <a href={deskPath.request(institution, entry.requestId)}>{entry.subject}</a>
  ) : (
    <>{entry.subject}</>
  );
}

function Table({ entries, date }: Props) {
  const t = deskTexts(language.value);
  return (
    <table class="desk-table desk-table--register">
      <caption class="govuk-visually-hidden">{t('navRegister')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columnNumber')}</th>
          <th scope="col">{t('columnDate')}</th>
          <th scope="col">{t('columnDirection')}</th>
          <th scope="col">{t('columnSubject')}</th>
          <th scope="col">{t('register')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={`${entry.register}-${entry.number}`}>
            <th scope="row" class="desk-number">
              {entry.number}
            </th>
            <td>{date(entry.registeredAt)}</td>
            <td>{t(entry.direction === 'incoming' ? 'incoming' : 'outgoing')}</td>
            <td>
              <Subject entry={entry} />
            </td>
            <td>{entry.register}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ entries, date }: Props) {
  const t = deskTexts(language.value);
  return (
    <ul class="desk-cards" aria-label={t('navRegister')}>
      {entries.map((entry) => (
        <li key={`${entry.register}-${entry.number}`} class="desk-card desk-card--flat">
          <p class="desk-card__line">
            <strong class="desk-number">{t('numberShort', { number: entry.number })}</strong> ·{' '}
            {date(entry.registeredAt)} · {t(entry.direction === 'incoming' ? 'incoming' : 'outgoing')}
          </p>
          <p class="desk-card__line">
            <Subject entry={entry} />
          </p>
          <p class="desk-card__line circula-muted">{entry.register}</p>
        </li>
      ))}
    </ul>
  );
}

/** Entries of the register, in the order given. On paper always a table. */
export function RegisterTable(props: Props) {
  return useNarrow() ? <Cards {...props} /> : <Table {...props} />;
}
