/** A job as the server hands it out. `id` is stable over retries: an idempotency key for whatever the job does. */
export interface Job {
  readonly id: string;
  readonly type: string;
  readonly lockToken: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly attempt: number;
}

/** Thrown by a handler: not a failure but an outcome, which the model catches by its code. */
export class BusinessError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface WorkOptions {
  /** Address of the institution in the API, as `https://…/api/v1/institutions/cj-cluj`. */
  readonly url: string;
  readonly token: string;
  /** The name that people see as the owner of the job. */
  readonly worker: string;
  readonly type: string;
  /** Does the work; answers the variables it gives to the process. */
  readonly handle: (job: Job) => Promise<Record<string, unknown>>;
  /** Ends the loop. */
  readonly signal: AbortSignal;
}

const LOCK_SECONDS = 60;

/** Fetches and carries out jobs of one type until the signal; a server that is away is asked again. */
export async function work(options: WorkOptions): Promise<void> {
  const { worker, type, signal } = options;
  while (!signal.aborted) {
    try {
      const fetchBody = { worker, types: [type], maxJobs: 1, lockSeconds: LOCK_SECONDS, waitSeconds: 20 };
      const { jobs } = (await call(options, 'fetch', fetchBody)) as { jobs: Job[] };
      for (const job of jobs) await settle(options, job);
    } catch (error) {
      if (signal.aborted) return;
      console.error(String(error));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

async function settle(options: WorkOptions, job: Job): Promise<void> {
  const { lockToken } = job;
  const keepLock = setInterval(
    () => {
      // An extension that fails is no failure of the work; a lock that is lost shows when the job is completed.
      call(options, `${job.id}/extend`, { lockToken, lockSeconds: LOCK_SECONDS }).catch(() => undefined);
    },
    (LOCK_SECONDS * 1000) / 3,
  );
  let word: readonly [action: string, body: object];
  try {
    word = ['complete', { lockToken, variables: await options.handle(job) }];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    word =
      error instanceof BusinessError
        ? ['error', { lockToken, code: error.code, message }]
        : ['fail', { lockToken, message: message.slice(0, 500) || 'failed' }];
  } finally {
    clearInterval(keepLock);
  }
  await call(options, `${job.id}/${word[0]}`, word[1], `${job.id} ${job.attempt} ${word[0]}`.replaceAll(' ', '-'));
}

async function call(options: WorkOptions, path: string, body: object, key?: string): Promise<unknown> {
  const answer = await fetch(`${options.url}/jobs/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.token}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
    signal: options.signal,
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : await answer.json();
}
