import { Buffer } from 'node:buffer';
import type { FastifyInstance } from 'fastify';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly raw: Buffer;
}

/** A browser at the server's API, which keeps its cookie and sends the token; or a program with an API token. */
export class ApiClient {
  readonly #server: FastifyInstance;
  #cookie = '';
  #token = '';
  #bearer = '';
  account = '';

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  static async logIn(server: FastifyInstance, login: string, password: string): Promise<ApiClient> {
    const client = new ApiClient(server);
    const { body } = await client.post('/session', { login, password });
    client.#token = body.csrfToken;
    client.account = body.account.id;
    return client;
  }

  static withToken(server: FastifyInstance, token: string): ApiClient {
    const client = new ApiClient(server);
    client.#bearer = token;
    return client;
  }

  async get(path: string): Promise<Answered> {
    return await this.send('GET', path);
  }

  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answered> {
    return await this.send('POST', path, body, headers);
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const isBytes = Buffer.isBuffer(body);
    const answer = await this.#server.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(this.#bearer === '' ? {} : { authorization: `Bearer ${this.#bearer}` }),
        ...(this.#token === '' ? {} : { 'x-csrf-token': this.#token }),
        ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: isBytes ? body : JSON.stringify(body) }),
    });
    const [cookie] = [answer.headers['set-cookie'] ?? []].flat();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      body: isJson && answer.body !== '' ? JSON.parse(answer.body) : null,
      headers: answer.headers,
      raw: answer.rawPayload,
    };
  }

  /** Uploads bytes as a browser's form would. */
  async upload(path: string, name: string, type: string, bytes: Buffer): Promise<Answered> {
    const boundary = '----circula-test';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return await this.send('POST', path, payload, { 'content-type': `multipart/form-data; boundary=${boundary}` });
  }
}
