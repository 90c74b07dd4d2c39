import { type CirculaClient, createCirculaClient, type Problem } from '@circula/client';
import { ApiError, kindOfStatus } from './api-error.ts';
import { signedOut } from './signed-out.ts';

let csrfToken: string | null = null;

/** Remembers the token of the session for every call that changes something. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** The one client of the desk: same origin, the session's cookie, its CSRF token. */
export const api: CirculaClient = createCirculaClient({ csrfToken: () => csrfToken });

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a call, or an `ApiError` thrown: the shape that queries and mutations expect. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new ApiError('offline', null);
  }
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401) signedOut();
  throw new ApiError(kindOfStatus(answer.response.status), isProblem(answer.error) ? answer.error : null);
}
