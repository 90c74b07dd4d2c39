import { type QueryClient, queryOptions } from '@tanstack/preact-query';
import { api, dataOf, keepCsrfToken } from './api.ts';

export type TaskView = 'mine' | 'office' | 'all';
export type TaskSort = 'due' | '-due' | 'created' | '-created' | 'number' | 'priority';
export type RequestStatus = 'draft' | 'submitted' | 'completed' | 'rejected' | 'withdrawn';

export interface TaskSearch {
  view: TaskView;
  q: string;
  sort: TaskSort;
  page: number;
}

export interface RequestSearch {
  q: string;
  status: RequestStatus | null;
  page: number;
}

/** Who sits at the desk, and for which institutions. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await dataOf(api.GET('/api/v1/session'));
    keepCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: 5 * 60_000,
});

/** Names of the offices: they change rarely. */
export const institutionQuery = (institution: string) =>
  queryOptions({
    queryKey: ['institution', institution],
    queryFn: () => dataOf(api.GET('/api/v1/institutions/{institution}', { params: { path: { institution } } })),
    staleTime: 10 * 60_000,
  });

/** One page of the inbox, refreshed while it is looked at. */
export const tasksQuery = (institution: string, search: TaskSearch) =>
  queryOptions({
    queryKey: ['tasks', institution, search],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/institutions/{institution}/tasks', {
          params: {
            path: { institution },
            query: { view: search.view, sort: search.sort, page: search.page, ...(search.q ? { q: search.q } : {}) },
          },
        }),
      ),
    refetchInterval: 30_000,
    placeholderData: (previous) => previous,
  });

/** A task with its form, its draft and its file. */
const CHECKED_AGAIN_MS = 2_000;

export const taskQuery = (institution: string, task: string) =>
  queryOptions({
    queryKey: ['task', institution, task],
    queryFn: () =>
      dataOf(api.GET('/api/v1/institutions/{institution}/tasks/{task}', { params: { path: { institution, task } } })),
    staleTime: 15_000,
    // What is checked about it is over soon, and nobody should have to ask.
    refetchInterval: ({ state }) => (state.data?.transition == null ? false : CHECKED_AGAIN_MS),
  });

/** The requests of the institution, found by number, name and status. */
export const requestsQuery = (institution: string, search: RequestSearch) =>
  queryOptions({
    queryKey: ['requests', institution, search],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/institutions/{institution}/requests', {
          params: {
            path: { institution },
            query: {
              page: search.page,
              ...(search.q ? { q: search.q } : {}),
              ...(search.status ? { status: search.status } : {}),
            },
          },
        }),
      ),
    placeholderData: (previous) => previous,
  });

/** One file with its history. */
export const requestQuery = (institution: string, request: string) =>
  queryOptions({
    queryKey: ['request', institution, request],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/institutions/{institution}/requests/{request}', {
          params: { path: { institution, request } },
        }),
      ),
  });

/** The flow of one file, with what is done and what is open. */
export const diagramQuery = (institution: string, request: string) =>
  queryOptions({
    queryKey: ['diagram', institution, request],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/institutions/{institution}/requests/{request}/diagram', {
          params: { path: { institution, request } },
        }),
      ),
  });

/** What stopped and needs an administrator. */
export const incidentsQuery = (institution: string) =>
  queryOptions({
    queryKey: ['incidents', institution],
    queryFn: () =>
      dataOf(api.GET('/api/v1/institutions/{institution}/incidents', { params: { path: { institution } } })),
    refetchInterval: 30_000,
  });

/** One page of a register. */
export const registerQuery = (institution: string, year: number, register: string | null, page: number) =>
  queryOptions({
    queryKey: ['register', institution, year, register, page],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/institutions/{institution}/register', {
          params: { path: { institution }, query: { year, page, ...(register ? { register } : {}) } },
        }),
      ),
    placeholderData: (previous) => previous,
  });

/** What the person was told, newest first, with the number of unread. */
export const notificationsQuery = (institution: string) =>
  queryOptions({
    queryKey: ['notifications', institution],
    queryFn: () =>
      dataOf(api.GET('/api/v1/institutions/{institution}/notifications', { params: { path: { institution } } })),
    refetchInterval: 60_000,
  });

/** After something was done in an institution, everything that it may have changed is read again. */
export async function refreshInstitution(client: QueryClient, institution: string): Promise<void> {
  const touched = ['tasks', 'task', 'requests', 'request', 'diagram', 'incidents', 'notifications'];
  await Promise.all(touched.map((name) => client.invalidateQueries({ queryKey: [name, institution] })));
}
