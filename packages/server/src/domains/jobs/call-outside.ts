import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { currentTrace, inSpan, type SpanNote } from '../../platform/tracing/spans.ts';
import { isInnerAddress } from './inner-address.ts';

/** Where calls may go and how far they may go there. */
export interface Outside {
  /** Hosts as `register.example.ro` or `register.example.ro:8443`; a host without a port means 443 (https) only. */
  readonly hosts: readonly string[];
  /** Answers all addresses of a name. Default: the system's. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Tests only: what counts as inner. */
  readonly isInner?: (address: string) => boolean;
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number;
  /** Bytes of the answer's body. */
  readonly mostBytes: number;
}

export interface Call {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string;
}

/** The call may not be made, now or ever: another try would change nothing. The message holds no part of the address but the host. */
export class CallRefused extends Error {
  override name = 'CallRefused';
}

/**
 * Calls a server outside. The host must be on the list by its exact name, every address it resolves to must be outside, and
 * the connection goes to the address that was checked, so that a name which changes its mind between looking up and
 * connecting leads nowhere else. Redirects are not followed: their answer is the answer. While traces are sent, the call
 * carries a `traceparent`.
 */
export async function callOutside(call: Call, outside: Outside): Promise<Answer> {
  const url = checkedUrl(call.url, outside.hosts);
  const attributes = { 'http.request.method': call.method, 'server.address': url.hostname };
  return await inSpan(
    call.method,
    { kind: 'client', attributes },
    async (span) => await send(url, call, outside, span),
  );
}

async function send(url: URL, call: Call, outside: Outside, span: SpanNote): Promise<Answer> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const address = await checkedAddress(name, outside);
  const timeout = AbortSignal.timeout(outside.timeoutMs);
  const signal = AbortSignal.any([call.signal, timeout]);
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const traceparent = currentTrace();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = open(url, {
      method: call.method,
      headers: {
        ...call.headers,
        ...(traceparent === null ? {} : { traceparent }),
        ...(call.body === null ? {} : { 'content-length': Buffer.byteLength(call.body) }),
      },
      // Of its own: a pooled connection would have been checked for another call.
      agent: false,
      lookup: (_name, options, done) => {
        const family = isIP(address);
        if (options.all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
      signal,
      maxHeaderSize: 16_384,
    });
    request.on('response', resolve);
    request.on('error', (error) => reject(timeout.aborted ? new Error('The other side took too long.') : error));
    request.end(call.body ?? undefined);
  });
  const status = response.statusCode ?? 0;
  span.set({ 'http.response.status_code': status });
  if (status >= 400) span.fail(status);
  return {
    status,
    mediaType: (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body: await bodyOf(response, outside.mostBytes, timeout),
  };
}

/** The address as a URL, once it is plain http or https to a listed host, without a login in it. */
function checkedUrl(text: string, hosts: readonly string[]): URL {
  if (!URL.canParse(text)) throw new CallRefused('The address is not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new CallRefused('Only http and https can be called.');
  if (url.username !== '' || url.password !== '') throw new CallRefused('An address may not hold a login.');
  const host = url.hostname.toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const allowed = hosts.some((one) => {
    const listed = one.toLowerCase();
    return listed === `${host}:${port}` || (listed === host && port === '443' && url.protocol === 'https:');
  });
  if (!allowed) throw new CallRefused(`The host ${host}:${port} is not on the list of hosts that may be called.`);
  return url;
}

async function checkedAddress(name: string, outside: Outside): Promise<string> {
  const isInner = outside.isInner ?? isInnerAddress;
  const resolve = outside.resolve ?? resolveName;
  const addresses = isIP(name) === 0 ? await resolve(name) : [name];
  const [first] = addresses;
  if (first === undefined) throw new Error(`The host ${name} has no address.`);
  // One inner address among outer ones is an attack or a mistake; either way nobody is called.
  if (addresses.some((address) => isInner(address)))
    throw new CallRefused(`The host ${name} leads to an inner address.`);
  return first;
}

async function resolveName(name: string): Promise<string[]> {
  return (await systemLookup(name, { all: true, verbatim: true })).map(({ address }) => address);
}

async function bodyOf(response: IncomingMessage, mostBytes: number, timeout: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > mostBytes) throw new CallRefused(`The answer is larger than ${mostBytes} bytes.`);
      parts.push(part);
    }
  } catch (error) {
    throw timeout.aborted ? new Error('The other side took too long.') : error;
  } finally {
    response.destroy();
  }
  return Buffer.concat(parts).toString('utf8');
}
