import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, CallRefused, callOutside, type Outside } from './call-outside.ts';
import { isInnerAddress } from './inner-address.ts';

/** Ways to write addresses of our own networks in a URL, as lists of attacks have them. */
const WRITTEN = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '0',
  '0.0.0.0',
  '127.127.127.127',
  '10.0.0.1',
  '10.255.255.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.1.254',
  '0xc0a80101',
  '3232235777',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[2001:db8::1]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[fec0::1]',
  '[::ffff:0:127.0.0.1]',
  '[100::1]',
  '[3fff::1]',
];

/** What a name may resolve to: one inner address anywhere is enough. */
const RESOLVED: readonly (readonly string[])[] = [
  ...['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.20.0.1', '192.168.0.7', '169.254.169.254', '100.64.1.1', '0.0.0.0'],
  ...['::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fd12::1', '64:ff9b::a00:1'],
  ...['2002:a00:1::', '2001:db8::5', 'ff02::1', '192.0.2.1', '198.51.100.1', '203.0.113.9', '240.0.0.1', 'nonsense'],
].flatMap((address) => [[address], ['8.8.8.8', address]]);

/** Addresses that are none of ours to call, or no addresses at all. */
const MALFORMED = [
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_x',
  'ftp://127.0.0.1/',
  'data:text/plain,x',
  'http://user:secret@listed.example/',
  'https://listed.example@127.0.0.1/',
  'https://127.0.0.1#@listed.example/',
  'https://127.0.0.1\\@listed.example/',
  'http:///127.0.0.1',
  '//127.0.0.1/',
  'https://listed.example.attacker.example/',
  'https://sub.listed.example/',
  'https://listed.example:8443/',
  'http://listed.example/',
  'not a url',
  '',
];

describe('calls outside', () => {
  let trap: Server;
  let outer: Server;
  let touched = 0;
  let answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string } = () => ({
    status: 200,
  });
  const seen: Record<string, unknown>[] = [];
  const listen = async (server: Server, host: string, port = 0) =>
    await new Promise<number>((resolve) => {
      server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
    });
  let port: number;

  beforeAll(async () => {
    trap = createServer((_request, response) => response.end('inner'));
    trap.on('connection', () => {
      touched += 1;
    });
    outer = createServer((request, response) => {
      seen.push({ ...request.headers, method: request.method, url: request.url });
      const { status, headers = {}, body = '' } = answer(request.url ?? '');
      response.writeHead(status, headers);
      if (body !== 'never') response.end(body);
    });
    port = await listen(outer, '127.0.0.2');
    await listen(trap, '127.0.0.1', port);
  });
  afterAll(() => {
    for (const server of [trap, outer]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const call = (url: string, more: Partial<Call> = {}): Call => {
    return { url, method: 'GET', headers: {}, body: null, signal: new AbortController().signal, ...more };
  };
  const limits = { timeoutMs: 2_000, mostBytes: 1_000 };
  /** 127.0.0.2 stands for the world outside. */
  const world = (more: Partial<Outside> = {}): Outside => ({
    hosts: [`listed.example:${port}`],
    resolve: async () => ['127.0.0.2'],
    isInner: (address) => address !== '127.0.0.2',
    ...limits,
    ...more,
  });

  it(`never touch an inner address, however it is written (${WRITTEN.length} ways), even when its host is listed`, async () => {
    for (const host of WRITTEN) {
      const url = `http://${host}:${port}/`;
      const canonical = URL.canParse(url) ? new URL(url).host : host;
      await expect(callOutside(call(url), { hosts: [canonical], ...limits }), host).rejects.toThrow(CallRefused);
    }
    expect(touched).toBe(0);
  });

  it(`never follow a name to an inner address (${RESOLVED.length} answers)`, async () => {
    for (const addresses of RESOLVED) {
      const outside = { hosts: [`listed.example:${port}`], resolve: async () => addresses, ...limits };
      const url = `http://listed.example:${port}/`;
      await expect(callOutside(call(url), outside), addresses.join()).rejects.toThrow(CallRefused);
    }
    expect(touched).toBe(0);
  });

  it(`refuse what is no plain address of a listed host (${MALFORMED.length} kinds)`, async () => {
    const outside = { hosts: ['listed.example'], resolve: async () => ['127.0.0.1'], isInner: () => false, ...limits };
    for (const url of MALFORMED) await expect(callOutside(call(url), outside), url).rejects.toThrow(CallRefused);
    expect(touched).toBe(0);
  });

  it('connect to the address that was checked, though the name changes its mind', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [asked === 1 ? '127.0.0.2' : '127.0.0.1'];
    };
    answer = () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
    const reply = await callOutside(call(`http://listed.example:${port}/x`), world({ resolve }));
    expect(reply).toEqual({ status: 200, mediaType: 'application/json', body: '{"a":1}' });
    expect([asked, touched]).toEqual([1, 0]);
    await expect(callOutside(call(`http://listed.example:${port}/x`), world({ resolve }))).rejects.toThrow(CallRefused);
    expect(touched).toBe(0);
  });

  it('do not follow redirects, wherever they lead', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      answer = () => ({ status, headers: { location: `http://127.0.0.1:${port}/` } });
      const reply = await callOutside(call(`http://listed.example:${port}/`), world());
      expect(reply.status).toBe(status);
    }
    expect(touched).toBe(0);
  });

  it('end after their time and size, and when the job is taken away', async () => {
    answer = () => ({ status: 200, body: 'x'.repeat(2_000) });
    await expect(callOutside(call(`http://listed.example:${port}/`), world())).rejects.toThrow('larger than');
    answer = () => ({ status: 200, body: 'never' });
    const slow = callOutside(call(`http://listed.example:${port}/`), world({ timeoutMs: 200 }));
    await expect(slow).rejects.toThrow('too long');
    const gone = new AbortController();
    const taken = callOutside(call(`http://listed.example:${port}/`, { signal: gone.signal }), world());
    gone.abort();
    await expect(taken).rejects.toThrow();
  });

  it('send what they were told to', async () => {
    answer = () => ({ status: 201 });
    const headers = { 'idempotency-key': 'i:1', 'content-type': 'application/json' };
    await callOutside(
      call(`http://listed.example:${port}/a?b=c`, { method: 'PUT', headers, body: '{"ț":1}' }),
      world(),
    );
    expect(seen.at(-1)).toMatchObject({
      method: 'PUT',
      url: '/a?b=c',
      host: `listed.example:${port}`,
      'idempotency-key': 'i:1',
      'content-length': '8',
    });
  });

  it('know outer addresses from inner ones', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '193.226.5.1', '2606:4700::1111', '2a02:2f00::1']) {
      expect(isInnerAddress(address), address).toBe(false);
    }
  });
});
