import type { Json } from '@circula/engine';
import type { JobHandler, JobResult } from '../../runtime/job-handler.ts';
import { settingsOf } from '../institutions/index.ts';
import { type Answer, CallRefused, callOutside, type Outside } from './call-outside.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Headers that a model may set; everything else is ours to say. */
const MODEL_HEADERS = new Set(['accept', 'accept-language', 'x-request-source']);

/**
 * `circula.http`: calls a server outside. Headers: `url`, `method` (default POST), `result` (name of the variable that takes
 * `{status, body}`; default `response`). The body is the variable `request` as JSON, on methods that have one. The call
 * carries an `Idempotency-Key` that is the same at each retry. Hosts are those that the installation lists
 * (`CIRCULA_HTTP_HOSTS`) and, where it lists any, the institution too (`httpHosts` of its settings). An answer of 5xx, 408, 425 or 429 is
 * tried again; any other above 399 is the business error `http-<status>`; a refused address is `http-refused`.
 */
export function httpJob(outside: Outside): JobHandler {
  return {
    jobType: 'circula.http',
    async handle(job, unitOfWork) {
      const { url, method = 'POST', result = 'response' } = job.headers;
      if (url === undefined) throw new Error('The job needs the header "url".');
      if (!METHODS.has(method)) return refused(`The method ${method} cannot be called.`);
      const { httpHosts } = await unitOfWork.run({ kind: 'institution', institution: job.institution }, settingsOf);
      const hosts = outside.hosts.filter((host) => httpHosts === null || httpHosts.includes(host));
      const hasBody = method !== 'GET' && method !== 'DELETE' && job.variables.request !== undefined;
      const asked = Object.entries(job.headers).filter(([name]) => MODEL_HEADERS.has(name.toLowerCase()));
      try {
        const answer = await callOutside(
          {
            url,
            method,
            headers: {
              accept: 'application/json',
              ...Object.fromEntries(asked),
              ...(hasBody ? { 'content-type': 'application/json' } : {}),
              'idempotency-key': `${job.instance}:${job.key}`,
              'user-agent': 'circula',
            },
            body: hasBody ? JSON.stringify(job.variables.request) : null,
            signal: job.signal,
          },
          { ...outside, hosts },
        );
        return outcomeOf(answer, result);
      } catch (error) {
        if (error instanceof CallRefused) return refused(error.message);
        throw error;
      }
    },
  };
}

const AGAIN = new Set([408, 425, 429]);

function outcomeOf(answer: Answer, result: string): JobResult {
  const { status } = answer;
  if (status >= 500 || AGAIN.has(status)) throw new Error(`The other side answered ${status}.`);
  if (status >= 300) return { bpmnError: { code: `http-${status}`, message: `The other side answered ${status}` } };
  return { variables: { [result]: { status, body: contentOf(answer) } } };
}

function contentOf({ mediaType, body }: Answer): Json {
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) return body;
  if (body === '') return null;
  try {
    return JSON.parse(body) as Json;
  } catch {
    throw new Error('The other side announced JSON and sent something else.');
  }
}

const refused = (message: string): JobResult => ({ bpmnError: { code: 'http-refused', message } });
