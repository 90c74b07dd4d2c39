import type { TaskSearch, TaskSort, TaskView } from '../api/queries.ts';

/** Tasks on one page of the inbox, as the server cuts it. */
export const PAGE_SIZE = 50;
/** How far lists are counted; the server's pages go no further. */
export const MOST_COUNTED = 500;
const MOST_PAGES = MOST_COUNTED / PAGE_SIZE;

export const taskViews = ['mine', 'office', 'all'] as const satisfies readonly TaskView[];
export const taskSorts = [
  'due',
  '-created',
  'created',
  'number',
  'priority',
  '-due',
] as const satisfies readonly TaskSort[];

/** The search that an address asks for; what it does not say, or says wrongly, is the default. */
export function readSearch(query: { readonly [name: string]: string | undefined }): TaskSearch {
  const page = Number(query.page ?? 1);
  return {
    view: taskViews.find((view) => view === query.view) ?? 'mine',
    q: (query.q ?? '').slice(0, 200),
    sort: taskSorts.find((sort) => sort === query.sort) ?? 'due',
    page: Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1,
  };
}
