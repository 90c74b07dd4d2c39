import { type CirculaClient, createCirculaClient, type Session } from '@circula/client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, type Language } from '../texts/translate.ts';
import { posted, postedText } from './posted.ts';

/**
 * How the portal reaches the API: the public HTTP interface, whoever carries the request there. `remoteAddress` is the
 * address of the person behind the call, for limits that count per person.
 */
export type Api = (request: Request, from: { readonly remoteAddress: string }) => Promise<Response>;

/** One request of a browser: whose it is, in which language, and the API as that person sees it. */
export interface Visit {
  readonly language: Language;
  readonly session: Session;
  readonly client: CirculaClient;
  /** Scheme, host and port that the browser used, for addresses that leave the page (QR codes). */
  readonly origin: string;
  /** The address of this page without the language switch, to link back to it. */
  readonly address: string;
}

/** The API said no, or a page must say so itself. The portal's error handler turns it into a page. */
export class ApiProblem extends Error {
  /** HTTP status. */
  readonly status: number;
  /** The problem's code, e.g. `not-found`. */
  readonly code: string;
  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

const languageCookie = 'circula-language';

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

function addressOf(request: FastifyRequest): URL {
  const address = `${request.protocol}://${request.host}${request.url}`;
  return new URL(URL.canParse(address) ? address : '/', `${request.protocol}://localhost`);
}

/** The language of `?lang=`, else of the cookie, else of the account, else Romanian. */
function chooseLanguage(request: FastifyRequest, asked: string | null, session: Session | null): Language {
  const candidates = [asked, cookieOf(request, languageCookie), session?.account?.locale];
  return candidates.find(isLanguage) ?? 'ro';
}

/** Before the session is known, for pages that must not depend on the API. */
export function languageOf(request: FastifyRequest): Language {
  return chooseLanguage(request, addressOf(request).searchParams.get('lang'), null);
}

/** The data of an answer; a problem is thrown as `ApiProblem`. */
export async function answered<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await answer;
  if (response.ok) return data as Data;
  throw new ApiProblem(response.status, codeOf(error));
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unreadable-answer';
}

/**
 * Opens a visit: passes the browser's cookies to the API, hands the API's cookies back, reads the session, settles the
 * language. Posts carry the token of the page they came from, so that an old or foreign page is refused by the API.
 */
export async function openVisit(request: FastifyRequest, reply: FastifyReply, api: Api): Promise<Visit> {
  const url = addressOf(request);
  const asked = url.searchParams.get('lang');
  url.searchParams.delete('lang');
  const isPost = request.method === 'POST';
  let token = isPost ? postedText(posted(request), '_csrf') : null;
  const client = createCirculaClient({
    baseUrl: url.origin,
    csrfToken: () => token,
    headers: request.headers.cookie === undefined ? {} : { cookie: request.headers.cookie },
    fetch: async (call) => {
      const response = await api(call, { remoteAddress: request.ip });
      const cookies = response.headers.getSetCookie();
      if (cookies.length > 0) reply.header('set-cookie', cookies);
      return response;
    },
  });
  const session = await answered(client.GET('/api/v1/session'));
  // Some calls that only read (checking the answers) are posts as well; a page shown by GET makes no others.
  if (!isPost) token = session.csrfToken;
  const language = chooseLanguage(request, asked, session);
  if (isLanguage(asked)) {
    const secure = request.protocol === 'https' ? '; Secure' : '';
    reply.header('set-cookie', `${languageCookie}=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`);
  }
  return { language, session, client, origin: url.origin, address: `${url.pathname}${url.search}` };
}
