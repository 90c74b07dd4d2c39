import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { Pagination, TabLinks } from '../../ui/index.ts';
import { tasksQuery } from '../api/queries.ts';
import { announce } from '../frame/announcer.tsx';
import { deskPath, useDesk, withQuery } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { SearchBox } from '../frame/search-box.tsx';
import { Empty, Failed, Loading } from '../frame/states.tsx';
import { moveRow } from '../keyboard/row-cursor.ts';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { MOST_COUNTED, PAGE_SIZE, readSearch, taskSorts, taskViews } from './inbox-search.ts';
import { TaskList } from './task-list.tsx';
import { byUrgency } from './urgency.ts';

const viewWords = { mine: 'viewMine', office: 'viewOffice', all: 'viewAll' } as const;
const emptyWords = { mine: 'emptyMine', office: 'emptyOffice', all: 'emptyAll' } as const;
const sortWords = {
  due: 'sortDue',
  '-due': 'sortDueLast',
  created: 'sortOldest',
  '-created': 'sortNewest',
  number: 'sortNumber',
  priority: 'sortPriority',
} as const;

/** What waits for this person, for the office, and in the whole institution. */
export function InboxPage() {
  const { institution, membership } = useDesk();
  const { query, route } = useLocation();
  const client = useQueryClient();
  const t = deskTexts(language.value);
  const search = readSearch(query);
  const { view, q, sort, page } = search;
  const tasks = useQuery(tasksQuery(institution, search));
  const searchInput = useRef<HTMLInputElement>(null);
  const address = (change: Partial<typeof search>): string => {
    const next = { ...search, page: 1, ...change };
    return withQuery(deskPath.inbox(institution), {
      view: next.view === 'mine' ? null : next.view,
      q: next.q,
      sort: next.sort === 'due' ? null : next.sort,
      page: next.page === 1 ? null : next.page,
    });
  };
  useShortcuts({
    next: () => moveRow(1),
    previous: () => moveRow(-1),
    search: () => searchInput.current?.focus(),
    viewMine: () => route(address({ view: 'mine' })),
    viewOffice: () => route(address({ view: 'office' })),
    viewAll: () => route(address({ view: 'all' })),
  });
  const total = tasks.data?.total;
  const foundWords = tasks.data?.capped ? 'tasksFoundMore' : 'tasksFound';
  useEffect(() => {
    if (total !== undefined && !tasks.isPlaceholderData) announce(t(foundWords, { count: total }));
  }, [total, view, q, tasks.isPlaceholderData]);
  const items = tasks.data ? (sort === 'due' ? byUrgency(tasks.data.items) : tasks.data.items) : [];
  const counts = tasks.data?.counts;
  return (
    <Page title={t('navInbox')} institution={membership.institution.name}>
      <div class="desk-bar">
        <TabLinks
          label={t('views')}
          tabs={taskViews.map((item) => ({
            href: address({ view: item }),
            current: item === view,
            text: (
              <>
                {t(viewWords[item])}
                {counts ? (
                  <span class="desk-count">
                    <span class="govuk-visually-hidden">: </span>
                    {counts[item] < MOST_COUNTED ? counts[item] : `${MOST_COUNTED}+`}
                  </span>
                ) : null}
              </>
            ),
          }))}
        />
        <div class="desk-bar__end">
          <SearchBox
            label={t('searchTasks')}
            value={q}
            input={searchInput}
            onSearch={(text) => route(address({ q: text }), true)}
          />
          <div class="desk-sort">
            <label for="sort">{t('sort')}</label>
            <select
              id="sort"
              class="govuk-select"
              value={sort}
              onChange={(event) => route(address({ sort: readSearch({ sort: event.currentTarget.value }).sort }), true)}
            >
              {taskSorts.map((item) => (
                <option key={item} value={item}>
                  {t(sortWords[item])}
                </option>
              ))}
            </select>
          </div>
        </div>
      </div>
      {tasks.isPending ? <Loading /> : null}
      {tasks.isError && !tasks.data ? (
        <Failed error={tasks.error} retry={() => void client.invalidateQueries({ queryKey: ['tasks', institution] })} />
      ) : null}
      {tasks.data && items.length === 0 ? (
        q ? (
          <Empty title={t('nothingFound', { text: q })}>
            <p>
              <a href={address({ q: '' })}>{t('clearSearch')}</a>
              {view === 'all' ? null : (
                <>
                  {' · '}
                  <a href={address({ view: 'all' })}>{t('searchEverywhere')}</a>
                </>
              )}
            </p>
          </Empty>
        ) : (
          <Empty title={t(emptyWords[view])}>
            {view === 'mine' && counts && counts.office > 0 ? (
              <p>
                <a href={address({ view: 'office' })}>{t('seeOffice', { count: counts.office })}</a>
              </p>
            ) : (
              <p>{t('emptyHint')}</p>
            )}
          </Empty>
        )
      ) : null}
      {items.length > 0 ? (
        <div aria-busy={tasks.isPlaceholderData}>
          <TaskList tasks={items} caption={t(viewWords[view])} />
          <Pagination
            page={page}
            pages={Math.ceil((total ?? 0) / PAGE_SIZE)}
            href={(number) => address({ page: number })}
            language={language.value}
          />
        </div>
      ) : null}
    </Page>
  );
}
