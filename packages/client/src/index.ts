import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

export type { components, operations, paths } from './schema.d.ts';

type Schemas = components['schemas'];

export type Answers = Schemas['Answers'];
export type AnswersCheck = Schemas['AnswersCheck'];
export type Checkout = Schemas['Checkout'];
export type DeadlineView = Schemas['DeadlineView'];
export type Diagnostic = Schemas['Diagnostic'];
export type Diagram = Schemas['Diagram'];
export type DocumentInfo = Schemas['DocumentInfo'];
export type Draft = Schemas['Draft'];
export type DraftSaved = Schemas['DraftSaved'];
export type Fee = Schemas['Fee'];
export type FieldProblem = Schemas['FieldProblem'];
export type FileInfo = Schemas['FileInfo'];
export type Files = Schemas['Files'];
export type FormSchema = Schemas['FormSchema'];
export type HistoryItem = Schemas['HistoryItem'];
export type Incident = Schemas['Incident'];
export type InstanceView = Schemas['InstanceView'];
export type Institution = Schemas['Institution'];
export type InstitutionSummary = Schemas['InstitutionSummary'];
export type JournalEntry = Schemas['JournalEntry'];
export type Notification = Schemas['Notification'];
export type Office = Schemas['Office'];
export type Payment = Schemas['Payment'];
export type PendingTask = Schemas['PendingTask'];
export type Problem = Schemas['Problem'];
export type Published = Schemas['Published'];
export type RegisterEntry = Schemas['RegisterEntry'];
export type Request = Schemas['Request'];
export type RequestSummary = Schemas['RequestSummary'];
export type RequestType = Schemas['RequestType'];
export type RequestTypeSummary = Schemas['RequestTypeSummary'];
export type RequestTypeVersion = Schemas['RequestTypeVersion'];
export type Service = Schemas['Service'];
export type ServiceSummary = Schemas['ServiceSummary'];
export type Session = Schemas['Session'];
export type StaffMember = Schemas['StaffMember'];
export type StageView = Schemas['StageView'];
export type Task = Schemas['Task'];
export type TaskCompleted = Schemas['TaskCompleted'];
export type TaskList = Schemas['TaskList'];
export type TaskSummary = Schemas['TaskSummary'];
export type Text = Schemas['Text'];
export type Tracking = Schemas['Tracking'];
export type WaitsFor = Schemas['WaitsFor'];

export type CirculaClient = Client<paths>;

export interface CirculaClientOptions {
  /** Address of the installation, without `/api/v1`; empty for the page's own. */
  readonly baseUrl?: string;
  /** How requests travel: the browser's `fetch`, or one that injects into a server of the same process. */
  readonly fetch?: (request: globalThis.Request) => Promise<Response>;
  /** The token of `GET /session`, asked for at each mutating call; null when there is none. */
  readonly csrfToken?: () => string | null | Promise<string | null>;
  /** Headers of every call, e.g. the `Cookie` that a page of the same process passes on. */
  readonly headers?: Readonly<Record<string, string>>;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A client of the HTTP API, typed by the server's OpenAPI document. Answers are `{ data }` or `{ error }`, where error
 * is a problem (RFC 9457); only a broken connection throws.
 */
export function createCirculaClient(options: CirculaClientOptions = {}): CirculaClient {
  const client = createClient<paths>({
    baseUrl: options.baseUrl ?? '',
    credentials: 'same-origin',
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const { csrfToken } = options;
  if (csrfToken !== undefined) {
    const protection: Middleware = {
      async onRequest({ request }) {
        if (READS.has(request.method)) return undefined;
        const token = await csrfToken();
        if (token !== null) request.headers.set('X-CSRF-Token', token);
        return request;
      },
    };
    client.use(protection);
  }
  return client;
}

/** The body of a file upload, for `POST …/files` (`body` with `bodySerializer: (body) => body`). */
export function fileUpload(file: Blob, name: string): FormData {
  const form = new FormData();
  form.append('file', file, name);
  return form;
}
