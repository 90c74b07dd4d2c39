import type { ProcessFiles } from '../model/process-files.ts';
import type { Words } from '../model/service-facts.ts';

/** A finding of the server or of the engine, about one file. */
export interface FileDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string | null;
  readonly element: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

export interface InstitutionSummary {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface Session {
  readonly account: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly locale: string;
  } | null;
  readonly csrfToken: string;
  readonly memberships: readonly { readonly institution: InstitutionSummary; readonly roles: readonly string[] }[];
}

export interface RequestTypeSummary {
  readonly id: string;
  readonly name: Words | null;
  readonly version: number | null;
  readonly publishedAt: string | null;
  readonly openRequests: number;
  readonly hasDraft: boolean;
}

export interface RequestTypeVersion {
  readonly version: number;
  readonly publishedAt: string;
  readonly publishedBy: string | null;
  readonly openRequests: number;
}

export interface Draft {
  readonly files: ProcessFiles;
  readonly revision: number;
  readonly basedOn: number | null;
  readonly savedAt: string;
  readonly savedBy: string | null;
  readonly diagnostics: readonly FileDiagnostic[];
}

export interface RequestType {
  readonly id: string;
  readonly versions: readonly RequestTypeVersion[];
  readonly draft: Draft | null;
}

/** A group of the institution that steps can be given to. */
export interface Group {
  readonly id: string;
  readonly name: string;
}

/**
 * What went wrong with a call, coded. `unreachable` is the connection, everything else is the server's answer
 * (RFC 9457 problem).
 */
export interface ApiProblem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly diagnostics: readonly FileDiagnostic[];
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ApiProblem };

/** What the designer asks of the runner. `institution` is its slug, `type` the id of a request type. */
export interface DesignerApi {
  session(): Promise<Answer<Session>>;
  requestTypes(institution: string): Promise<Answer<readonly RequestTypeSummary[]>>;
  requestType(institution: string, type: string): Promise<Answer<RequestType>>;
  version(institution: string, type: string, version: number): Promise<Answer<ProcessFiles>>;
  saveDraft(
    institution: string,
    type: string,
    files: ProcessFiles,
    revision: number,
  ): Promise<Answer<{ readonly revision: number; readonly diagnostics: readonly FileDiagnostic[] }>>;
  discardDraft(institution: string, type: string): Promise<Answer<null>>;
  check(institution: string, type: string, files: ProcessFiles): Promise<Answer<readonly FileDiagnostic[]>>;
  publish(institution: string, type: string, revision: number): Promise<Answer<{ readonly version: number }>>;
  groups(institution: string): Promise<Answer<readonly Group[]>>;
}
