import type { Session } from '@circula/client';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Membership = Session['memberships'][number];
export type Account = NonNullable<Session['account']>;

/** Who works, and for which institution: the page's address says which. */
export interface Desk {
  account: Account;
  memberships: readonly Membership[];
  membership: Membership;
  /** Slug of the institution, as API calls and addresses want it. */
  institution: string;
  isAdministrator: boolean;
}

export const DeskContext = createContext<Desk | null>(null);

/** @throws outside an institution's pages: a bug, not a state. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is for pages of an institution');
  return desk;
}

/** Addresses inside the desk of one institution. */
export const deskPath = {
  inbox: (institution: string) => `/desk/${institution}/inbox`,
  task: (institution: string, task: string) => `/desk/${institution}/tasks/${task}`,
  requests: (institution: string) => `/desk/${institution}/requests`,
  request: (institution: string, request: string) => `/desk/${institution}/requests/${request}`,
  register: (institution: string) => `/desk/${institution}/register`,
  incidents: (institution: string) => `/desk/${institution}/incidents`,
  notifications: (institution: string) => `/desk/${institution}/notifications`,
} as const;

/** A path with a query; empty values are left out so that addresses stay short enough to share. */
export function withQuery(
  path: string,
  query: { readonly [name: string]: string | number | null | undefined },
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
