import { type CirculaClient, createCirculaClient } from '@circula/client';
import type { Answer, ApiProblem, DesignerApi, FileDiagnostic, Group, Session } from './designer-api.ts';

/** A save that takes longer is treated as a lost line and tried again: the revision makes that safe. */
const TIMEOUT = 20_000;

/** The runner's HTTP API in the browser: cookie session, CSRF token of GET /session, problem+json errors. */
export function httpDesignerApi(): DesignerApi {
  let csrfToken: string | null = null;
  const client = createCirculaClient({
    baseUrl: location.origin,
    csrfToken: () => csrfToken,
    fetch: (request) => fetch(new Request(request, { signal: AbortSignal.timeout(TIMEOUT) })),
  });

  async function session(): Promise<Answer<Session>> {
    const answer = await answered<Session>(client.GET('/api/v1/session'));
    if (answer.ok) csrfToken = answer.value.csrfToken;
    return answer;
  }

  /** The token belongs to the session, and another tab may have logged in anew: asked for once more, then once again. */
  async function mutated<T>(call: () => Promise<Response<T>>): Promise<Answer<T>> {
    const first = await answered<T>(call());
    if (first.ok || first.problem.status !== 403 || !first.problem.code.includes('csrf')) return first;
    await session();
    return answered<T>(call());
  }

  return designerApi(client, session, mutated);
}

type Response<T> = { readonly data?: T; readonly error?: unknown; readonly response: globalThis.Response };
type Mutated = <T>(call: () => Promise<Response<T>>) => Promise<Answer<T>>;

function designerApi(client: CirculaClient, session: DesignerApi['session'], mutated: Mutated): DesignerApi {
  return {
    session,
    requestTypes: async (institution) =>
      mapped(
        await answered(
          client.GET('/api/v1/institutions/{institution}/request-types', { params: { path: { institution } } }),
        ),
        (answer) => answer.items,
      ),
    requestType: (institution, type) =>
      answered(
        client.GET('/api/v1/institutions/{institution}/request-types/{type}', {
          params: { path: { institution, type } },
        }),
      ),
    version: async (institution, type, version) =>
      mapped(
        await answered(
          client.GET('/api/v1/institutions/{institution}/request-types/{type}/versions/{version}', {
            params: { path: { institution, type, version } },
          }),
        ),
        (answer) => answer.files,
      ),
    saveDraft: (institution, type, files, revision) =>
      mutated(() =>
        client.PUT('/api/v1/institutions/{institution}/request-types/{type}/draft', {
          params: { path: { institution, type } },
          body: { files: { ...files }, revision },
        }),
      ),
    discardDraft: async (institution, type) =>
      mapped(
        await mutated<unknown>(() =>
          client.DELETE('/api/v1/institutions/{institution}/request-types/{type}/draft', {
            params: { path: { institution, type } },
          }),
        ),
        () => null,
      ),
    check: async (institution, type, files) =>
      mapped(
        await mutated(() =>
          client.POST('/api/v1/institutions/{institution}/request-types/{type}/check', {
            params: { path: { institution, type } },
            body: { files: { ...files } },
          }),
        ),
        (answer) => answer.diagnostics,
      ),
    publish: (institution, type, revision) => {
      const key = crypto.randomUUID();
      return mutated(() =>
        client.POST('/api/v1/institutions/{institution}/request-types/{type}/publish', {
          params: { path: { institution, type } },
          body: { revision },
          headers: { 'Idempotency-Key': key },
        }),
      );
    },
    groups: async (institution) =>
      mapped(
        await answered(client.GET('/api/v1/institutions/{institution}/staff', { params: { path: { institution } } })),
        (staff) => groupsOf(staff.items),
      ),
  };
}

/** The groups that staff belong to, named by the titles of those who hold them. */
export function groupsOf(
  staff: readonly { readonly title: string; readonly groups: readonly string[] }[],
): readonly Group[] {
  const titles = new Map<string, Set<string>>();
  for (const person of staff) {
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

async function answered<T>(call: Promise<Response<T>>): Promise<Answer<T>> {
  let result: Response<T>;
  try {
    result = await call;
  } catch {
    return { ok: false, problem: unreachable };
  }
  if (result.response.ok) return { ok: true, value: result.data as T };
  return { ok: false, problem: problemOf(result.response.status, result.error) };
}

function mapped<A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> {
  return answer.ok ? { ok: true, value: change(answer.value) } : answer;
}

const unreachable: ApiProblem = { code: 'unreachable', status: 0, detail: '', diagnostics: [] };

type ProblemError = Partial<FileDiagnostic & { readonly field: string }>;

interface ProblemDocument {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly diagnostics?: readonly FileDiagnostic[];
  readonly errors?: readonly ProblemError[];
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

function diagnosticOf(error: ProblemError): FileDiagnostic {
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
