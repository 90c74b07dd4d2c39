import type { FastifyInstance } from 'fastify';

/** The server's HTTP interface as a function, for pages rendered in the same process: same routes, same checks. */
export type Fetch = (request: Request, from?: { readonly remoteAddress?: string }) => Promise<Response>;

const WITHOUT_BODY = new Set([204, 205, 304]);

/** Calls the server without a network. `remoteAddress` is the address of the person behind the call. */
export function fetchOf(app: FastifyInstance): Fetch {
  return async (request, from = {}) => {
    const url = new URL(request.url);
    const headers: Record<string, string> = { host: url.host, ...Object.fromEntries(request.headers) };
    const answer = await app.inject({
      method: request.method as 'GET',
      url: `${url.pathname}${url.search}`,
      headers,
      ...(request.body === null ? {} : { payload: Buffer.from(await request.arrayBuffer()) }),
      ...(from.remoteAddress === undefined ? {} : { remoteAddress: from.remoteAddress }),
    });
    const received = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const item of [value].flat()) if (item !== undefined) received.append(name, String(item));
    }
    const body = WITHOUT_BODY.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
    return new Response(body, { status: answer.statusCode, headers: received });
  };
}
