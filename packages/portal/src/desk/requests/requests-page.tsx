import type { RequestSummary } from '@circula/client';
import { useQuery } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Pagination } from '../../ui/index.ts';
import { type RequestSearch, type RequestStatus, requestsQuery } from '../api/queries.ts';
import { RequestStatusTag } from '../file/file-facts.tsx';
import { announce } from '../frame/announcer.tsx';
import { deskPath, useDesk, withQuery } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { useNarrow } from '../frame/narrow.ts';
import { Page } from '../frame/page.tsx';
import { SearchBox } from '../frame/search-box.tsx';
import { shortDate } from '../frame/short-date.ts';
import { Empty, Failed, Loading } from '../frame/states.tsx';
import { DueTag } from '../inbox/due-tag.tsx';
import { MOST_COUNTED, PAGE_SIZE } from '../inbox/inbox-search.ts';
import type { Clocked } from '../inbox/urgency.ts';
import { moveRow } from '../keyboard/row-cursor.ts';
import { useShortcuts } from '../keyboard/shortcuts.ts';

const statuses = ['submitted', 'completed', 'rejected', 'withdrawn'] as const satisfies readonly RequestStatus[];

function clocked(item: RequestSummary): Clocked {
  const late = item.clock === 'running' && item.workingDaysLeft !== null && item.workingDaysLeft < 0;
  return { clock: late ? 'overdue' : item.clock, workingDaysLeft: item.workingDaysLeft };
}

function RequestLink({ item }: { item: RequestSummary }) {
  const { institution } = useDesk();
  const t = deskTexts(language.value);
  return (
    <a class="desk-row-link" data-row href={deskPath.request(institution, item.id)}>
      {item.number === null ? t('unnumbered') : t('numberShort', { number: item.number })}
    </a>
  );
}

function Where({ item }: { item: RequestSummary }) {
  return (
    <>
      <RequestStatusTag status={item.status} />
      {item.stageName ? <span class="desk-sub">{inLanguage(item.stageName, language.value)}</span> : null}
    </>
  );
}

function RequestTable({ items }: { items: readonly RequestSummary[] }) {
  const t = deskTexts(language.value);
  return (
    <table class="desk-table">
      <caption class="govuk-visually-hidden">{t('navRequests')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columnNumber')}</th>
          <th scope="col">{t('columnService')}</th>
          <th scope="col">{t('columnApplicant')}</th>
          <th scope="col">{t('columnStatus')}</th>
          <th scope="col">{t('columnDeadline')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <RequestLink item={item} />
              {item.registeredOn ? <span class="desk-sub">{shortDate(item.registeredOn, language.value)}</span> : null}
            </th>
            <td>{inLanguage(item.serviceName, language.value)}</td>
            <td>{item.applicantName ?? '–'}</td>
            <td>
              <Where item={item} />
            </td>
            <td>
              <DueTag clocked={clocked(item)} />
              {item.due ? (
                <span class="desk-sub">{t('dueOn', { date: shortDate(item.due, language.value) })}</span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RequestCards({ items }: { items: readonly RequestSummary[] }) {
  const t = deskTexts(language.value);
  return (
    <ul class="desk-cards" aria-label={t('navRequests')}>
      {items.map((item) => (
        <li key={item.id} class="desk-card">
          <h2 class="desk-card__title">
            <RequestLink item={item} />
          </h2>
          <p class="desk-card__line">{inLanguage(item.serviceName, language.value)}</p>
          {item.applicantName ? <p class="desk-card__line circula-muted">{item.applicantName}</p> : null}
          <p class="desk-card__foot">
            <Where item={item} />
          </p>
          <p class="desk-card__foot">
            <DueTag clocked={clocked(item)} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function readSearch(query: { readonly [name: string]: string | undefined }): RequestSearch {
  const page = Number(query.page ?? 1);
  return {
    q: (query.q ?? '').slice(0, 200),
    status: statuses.find((status) => status === query.status) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= MOST_COUNTED / PAGE_SIZE ? page : 1,
  };
}

/** Every request of the institution, found by number, name or state. */
export function RequestsPage() {
  const { institution, membership } = useDesk();
  const { query, route } = useLocation();
  const narrow = useNarrow();
  const t = deskTexts(language.value);
  const search = readSearch(query);
  const requests = useQuery(requestsQuery(institution, search));
  const searchInput = useRef<HTMLInputElement>(null);
  const address = (change: Partial<RequestSearch>): string => {
    const next = { ...search, page: 1, ...change };
    return withQuery(deskPath.requests(institution), { ...next, page: next.page === 1 ? null : next.page });
  };
  useShortcuts({
    next: () => moveRow(1),
    previous: () => moveRow(-1),
    search: () => searchInput.current?.focus(),
  });
  const total = requests.data?.total;
  const foundWords = requests.data?.capped ? 'requestsFoundMore' : 'requestsFound';
  useEffect(() => {
    if (total !== undefined && !requests.isPlaceholderData) announce(t(foundWords, { count: total }));
  }, [total, search.q, search.status, requests.isPlaceholderData]);
  const items = requests.data?.items ?? [];
  return (
    <Page title={t('navRequests')} institution={membership.institution.name}>
      <div class="desk-bar">
        <SearchBox
          label={t('searchRequests')}
          value={search.q}
          input={searchInput}
          onSearch={(text) => route(address({ q: text }), true)}
        />
        <div class="desk-sort">
          <label for="status">{t('columnStatus')}</label>
          <select
            id="status"
            class="govuk-select"
            value={search.status ?? ''}
            onChange={(event) =>
              route(address({ status: readSearch({ status: event.currentTarget.value }).status }), true)
            }
          >
            <option value="">{t('statusAny')}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {t(`status_${status}`)}
              </option>
            ))}
          </select>
        </div>
        {total === undefined ? null : <p class="desk-total">{t(foundWords, { count: total })}</p>}
      </div>
      {requests.isPending ? <Loading /> : null}
      {requests.isError && !requests.data ? (
        <Failed error={requests.error} retry={() => void requests.refetch()} />
      ) : null}
      {requests.data && items.length === 0 ? (
        <Empty title={search.q ? t('nothingFound', { text: search.q }) : t('requestsEmpty')}>
          {search.q || search.status ? (
            <p>
              <a href={deskPath.requests(institution)}>{t('clearSearch')}</a>
            </p>
          ) : (
            <p>{t('requestsEmptyHint')}</p>
          )}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <div aria-busy={requests.isPlaceholderData}>
          {narrow ? <RequestCards items={items} /> : <RequestTable items={items} />}
          <Pagination
            page={search.page}
            pages={Math.ceil((total ?? 0) / PAGE_SIZE)}
            href={(number) => address({ page: number })}
            language={language.value}
          />
        </div>
      ) : null}
    </Page>
  );
}
