import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortal } from '../src/index.ts';

/** What the API would say; tests of the whole road with the real server are in `test/journey`. */
const answers = new Map<string, { status: number; body: unknown }>();
const calls: Request[] = [];
const hostile = '<script>alert(1)</script>';

const institution = {
  id: '7a3c1d54-3c8e-4a52-9d53-2f4bb0a6a001',
  slug: 'cj',
  name: hostile,
  kind: 'county-council',
  county: hostile,
};
const session = { account: null, csrfToken: 'token-of-the-page', memberships: [] };

async function api(request: Request): Promise<Response> {
  calls.push(request);
  const { pathname } = new URL(request.url);
  const known = answers.get(`${request.method} ${pathname.replace('/api/v1', '')}`);
  const { status, body } = known ?? {
    status: 404,
    body: { type: 'about:blank', title: '', status: 404, code: 'not-found' },
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'set-cookie': 'circula=fresh; Path=/; HttpOnly' },
  });
}

let app: FastifyInstance;
let dist: string;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'portal-'));
  mkdirSync(join(dist, '.vite'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'assets', 'styles-1a2b.css'), 'body{}');
  const chunk = (file: string) => ({ file: `assets/${file}`, isEntry: true });
  const manifest = {
    'src/ui/styles.scss': chunk('styles-1a2b.css'),
    'src/citizen/islands/islands.ts': chunk('islands-1a2b.js'),
    'src/desk/main.tsx': { ...chunk('desk-1a2b.js'), css: ['assets/desk-1a2b.css'] },
  };
  writeFileSync(join(dist, '.vite', 'manifest.json'), JSON.stringify(manifest));
  answers.set('GET /session', { status: 200, body: session });
  answers.set('GET /institutions', { status: 200, body: { items: [institution] } });
  app = Fastify();
  await app.register(createPortal({ api, dist }));
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(dist, { recursive: true, force: true });
});

const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
  });

describe('a page', () => {
  it('carries a policy without unsafe sources and is kept by no cache', async () => {
    const { headers, body } = await app.inject('/');
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toContain('no-store');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
  });

  it('escapes what the API says', async () => {
    const { body } = await app.inject('/');
    expect(body).not.toContain(hostile);
    expect(body).toContain('&lt;script>alert(1)&lt;/script>');
  });

  it('hands the visitor’s cookies to the API and the API’s back', async () => {
    calls.length = 0;
    const { headers } = await app.inject({ url: '/', headers: { cookie: 'circula=mine' } });
    expect(calls.every((call) => call.headers.get('cookie') === 'circula=mine')).toBe(true);
    expect(headers['set-cookie']).toContain('circula=fresh; Path=/; HttpOnly');
  });

  it.each([
    ['hu', 'Sorban'],
    ['en', 'queuing'],
  ])('speaks %s when asked, and remembers it', async (language, word) => {
    const { body, headers } = await app.inject(`/?lang=${language}`);
    expect(body).toContain(`<html lang="${language}"`);
    expect(body.toLowerCase()).toContain(word.toLowerCase());
    expect(String(headers['set-cookie'])).toContain(`circula-language=${language}`);
  });

  it('stays Romanian for a language it does not know', async () => {
    expect((await app.inject('/?lang=%22%3E%3Cscript')).body).toContain('<html lang="ro"');
  });
});

describe('what is not there', () => {
  it.each(['/nothing', '/i/unknown', '/t/unknown-code'])('%s is 404 in the look of all pages', async (url) => {
    const { statusCode, body } = await app.inject(url);
    expect(statusCode).toBe(404);
    expect(body).toContain('circula-header');
  });

  it('is said the same for every wrong tracking code, without naming it', async () => {
    const [one, other] = await Promise.all(['AAAA', 'BBBB'].map((code) => app.inject(`/t/${code}`)));
    expect(one?.body).toBe(other?.body);
    expect(one?.headers['x-robots-tag']).toContain('noindex');
    expect(one?.headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('a post', () => {
  it('carries the token of its page to the API', async () => {
    answers.set('POST /session', { status: 200, body: { ...session, account: { id: 'x' } } });
    calls.length = 0;
    const answer = await post('/login', '_csrf=token-of-the-page&login=a%40b.ro&password=secret-words');
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/my');
    const call = calls.find(({ method }) => method === 'POST');
    expect(call?.headers.get('x-csrf-token')).toBe('token-of-the-page');
  });

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to another site: %s',
    async (next) => {
      const answer = await post('/login', `login=a%40b.ro&password=x&_next=${encodeURIComponent(next)}`);
      expect(answer.headers.location).toBe('/my');
    },
  );

  it('from another site is refused before the API hears of it', async () => {
    calls.length = 0;
    const answer = await post('/login', 'login=a%40b.ro&password=x', { 'sec-fetch-site': 'cross-site' });
    expect(answer.statusCode).toBe(403);
    expect(calls).toEqual([]);
  });

  it('with problems comes back with a prefixed title, a summary and links both ways', async () => {
    const { body, statusCode } = await post('/signup', '');
    expect(statusCode).toBe(200);
    expect(body).toContain('<title>Eroare: ');
    for (const field of ['name', 'login', 'password']) {
      expect(body).toContain(`href="#${field}"`);
      expect(body).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-error`));
    }
    const messages = [...body.matchAll(/<li><a href="#[^"]+">([^<]+)</g)].map((match) => match[1]);
    expect(new Set(messages).size).toBe(3);
  });

  it('never sends a password back', async () => {
    const { body } = await post('/signup', 'name=&login=&password=my-long-secret');
    expect(body).not.toContain('my-long-secret');
  });

  it('that cannot be read is an error of the sender', async () => {
    const answer = await post('/login', 'broken', { 'content-type': 'multipart/form-data; boundary=x' });
    expect(answer.statusCode).toBe(400);
  });
});

describe('someone who is not logged in', () => {
  it('is sent to log in and back', async () => {
    const { statusCode, headers } = await app.inject('/my');
    expect(statusCode).toBe(303);
    expect(headers.location).toBe('/login?next=%2Fmy');
  });
});

describe('files', () => {
  it('with a hash in their name are kept for a year', async () => {
    const { headers, statusCode } = await app.inject('/assets/styles-1a2b.css');
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toMatch(/max-age=31536000, immutable/);
  });

  it.each(['/assets/../.vite/manifest.json', '/assets/%2e%2e/.vite/manifest.json'])(
    'outside stay outside: %s',
    async (url) => {
      expect((await app.inject(url)).statusCode).not.toBe(200);
    },
  );
});

describe('the desk', () => {
  it.each(['/desk', '/desk/cj/inbox'])('starts at %s', async (url) => {
    const { body, headers } = await app.inject(url);
    expect(body).toContain('src="/assets/desk-1a2b.js"');
    expect(body).toContain('href="/assets/desk-1a2b.css"');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
  });
});

describe('a portal that was not built', () => {
  it('does not start', async () => {
    const other = Fastify();
    await expect(other.register(createPortal({ api, dist: join(dist, 'nothing') }))).rejects.toThrow('not built');
  });
});
