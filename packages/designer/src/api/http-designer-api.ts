import type {
  Answer,
  ApiProblem,
  DesignerApi,
  Draft,
  FileDiagnostic,
  Group,
  RequestType,
  RequestTypeSummary,
  Session,
} from './designer-api.ts';
import type { ProcessFiles } from '../model/process-files.ts';

const BASE = '/api/v1';
/** A save that takes longer is treated as a lost line and tried again: the revision makes that safe. */
const TIMEOUT = 20_000;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The runner's HTTP API in the browser: cookie session, CSRF token of GET /session, problem+json errors. */
export function httpDesignerApi(): DesignerApi {
  let csrfToken: string | null = null;

  async function call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
    const first = await send<T>(method, path, body);
    // The token belongs to the session; another tab may have logged in anew.
    if (first.ok || first.problem.status !== 403 || !first.problem.code.includes('csrf')) return first;
    await session();
    return send<T>(method, path, body);
  }

  async function send<T>(method: Method, path: string, body: unknown): Promise<Answer<T>> {
    const headers = new Headers({ accept: 'application/json' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (method !== 'GET' && csrfToken !== null) headers.set('x-csrf-token', csrfToken);
    if (method === 'POST') headers.set('idempotency-key', crypto.randomUUID());
    let response: Response;
    try {
      response = await fetch(BASE + path, {
        method,
        headers,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(TIMEOUT),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      return { ok: false, problem: unreachable };
    }
    const answer = await json(response);
    if (response.ok) return { ok: true, value: answer as T };
    return { ok: false, problem: problemOf(response.status, answer) };
  }

  async function session(): Promise<Answer<Session>> {
    const answer = await send<Session>('GET', '/session', undefined);
    if (answer.ok) csrfToken = answer.value.csrfToken;
    return answer;
  }

  const types = (institution: string, ...rest: (string | number)[]): string =>
    ['/institutions', institution, 'request-types', ...rest].map(encodeSegment).join('/');

  return {
    session,
    requestTypes: async (institution) =>
      mapped(
        await call<{ items: readonly RequestTypeSummary[] }>('GET', types(institution)),
        (answer) => answer.items,
      ),
    requestType: (institution, type) => call<RequestType>('GET', types(institution, type)),
    version: async (institution, type, version) =>
      mapped(
        await call<{ files: ProcessFiles }>('GET', types(institution, type, 'versions', version)),
        (answer) => answer.files,
      ),
    saveDraft: (institution, type, files, revision) =>
      call<Pick<Draft, 'revision' | 'diagnostics'>>('PUT', types(institution, type, 'draft'), { files, revision }),
    discardDraft: async (institution, type) =>
      mapped(await call<unknown>('DELETE', types(institution, type, 'draft')), () => null),
    check: async (institution, type, files) =>
      mapped(
        await call<{ diagnostics: readonly FileDiagnostic[] }>('POST', types(institution, type, 'check'), { files }),
        (answer) => answer.diagnostics,
      ),
    publish: (institution, type, revision) =>
      call<{ version: number }>('POST', types(institution, type, 'publish'), { revision }),
    groups: async (institution) => mapped(await call<Staff>('GET', `/institutions/${institution}/staff`), groupsOf),
  };
}

interface Staff {
  readonly items: readonly { readonly title: string; readonly groups: readonly string[] }[];
}

/** The groups that staff belong to, named by the title of those who hold them. */
function groupsOf(staff: Staff): readonly Group[] {
  const titles = new Map<string, Set<string>>();
  for (const person of staff.items) {
    for (const group of person.groups) {
      const known = titles.get(group) ?? new Set();
      if (person.title !== '') known.add(person.title);
      titles.set(group, known);
    }
  }
  return [...titles]
    .map(([id, names]) => ({ id, name: names.size === 0 ? id : [...names].join(' / ') }))
    .sort((a, b) => a.name.localeCompare(b.name, 'ro'));
}

function mapped<A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> {
  return answer.ok ? { ok: true, value: change(answer.value) } : answer;
}

function encodeSegment(segment: string | number): string {
  const value = String(segment);
  return value.startsWith('/') ? value : encodeURIComponent(value);
}

const unreachable: ApiProblem = { code: 'unreachable', status: 0, detail: '', diagnostics: [] };

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

interface ProblemDocument {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly diagnostics?: readonly FileDiagnostic[];
  readonly errors?: readonly Partial<FileDiagnostic & { field: string }>[];
}

function problemOf(status: number, answer: unknown): ApiProblem {
  // A gateway that is up while the runner is not answers without a problem document.
  if (status >= 502 && status <= 504) return unreachable;
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as ProblemDocument;
  return {
    code: problem.code ?? `http-${status}`,
    status,
    detail: problem.detail ?? problem.title ?? '',
    diagnostics: problem.diagnostics ?? (problem.errors ?? []).map(diagnosticOf),
  };
}

function diagnosticOf(error: Partial<FileDiagnostic & { field: string }>): FileDiagnostic {
  return {
    code: error.code ?? 'refused',
    severity: error.severity ?? 'error',
    message: error.message ?? '',
    file: error.file ?? error.field ?? null,
    element: error.element ?? null,
    line: error.line ?? null,
    column: error.column ?? null,
    params: error.params,
  };
}
