/** Somebody with an account who works over the HTTP API, with the session cookie and the token a browser would send. */

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface Sending {
  readonly body?: unknown;
  /** Sent as Idempotency-Key. With it a call is repeated until the server answers, also over a restart. */
  readonly once?: string;
}

/** How long a person keeps trying while the server does not answer. */
const PATIENCE = 60_000;

export class Person {
  readonly origin: string;
  readonly login: string;
  account = '';
  private cookie = '';
  private token = '';

  private constructor(origin: string, login: string) {
    this.origin = origin;
    this.login = login;
  }

  static async logIn(origin: string, login: string, password: string): Promise<Person> {
    const person = new Person(origin, login);
    await person.get('/session');
    const { body } = await person.send<{ account: { id: string } }>('POST', '/session', { body: { login, password } });
    person.account = body.account.id;
    await person.get('/session');
    return person;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  async post<T>(path: string, body: unknown, once?: string): Promise<T> {
    return (await this.send<T>('POST', path, { body, ...(once === undefined ? {} : { once }) })).body;
  }

  /** Sends and expects success; anything else is an error that shows the server's problem. */
  async send<T>(method: string, path: string, sending: Sending = {}): Promise<Answer<T>> {
    const answer = await this.attempt<T>(method, path, sending);
    if (answer.status >= 400) {
      throw new Error(`${this.login}: ${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }

  /** Sends and returns whatever the server says. */
  async attempt<T>(method: string, path: string, { body, once }: Sending = {}): Promise<Answer<T>> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      try {
        const answer = await this.once<T>(method, path, body, once);
        if (![429, 502, 503, 504].includes(answer.status) || Date.now() > until) return answer;
      } catch (error) {
        // Without a key a repeated call could count twice; reading is always safe.
        if ((once === undefined && method !== 'GET') || Date.now() > until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  private async once<T>(method: string, path: string, body: unknown, key: string | undefined): Promise<Answer<T>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.cookie) headers.cookie = this.cookie;
    if (method !== 'GET') headers['x-csrf-token'] = this.token;
    if (key) headers['idempotency-key'] = key;
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
    const payload = body === undefined ? null : isForm ? body : JSON.stringify(body);
    const response = await fetch(`${this.origin}/api/v1${path}`, { method, headers, body: payload });
    for (const line of response.headers.getSetCookie()) this.cookie = line.split(';')[0] ?? '';
    const type = response.headers.get('content-type') ?? '';
    const content = type.includes('json') ? await response.json() : Buffer.from(await response.arrayBuffer());
    if (path === '/session' && typeof content?.csrfToken === 'string') this.token = content.csrfToken;
    return { status: response.status, body: content as T, headers: response.headers };
  }
}
