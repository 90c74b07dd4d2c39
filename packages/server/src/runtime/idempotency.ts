import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Transaction, UnitOfWork } from '../persistence/unit-of-work.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { Problem } from '../problems.ts';

/** For how long an answer is kept under its key. */
export const KEPT_DAYS = 30;

const KEPT_HEADERS = ['content-type', 'location', 'etag'] as const;

interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface KeyRow {
  request_hash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/**
 * Makes every POST of a person or a machine to an institution safe to repeat. With an `Idempotency-Key`, the handler runs
 * inside one transaction that also keeps its answer: either both are committed or neither, so a caller that was cut off
 * sends the same request again and gets the same answer, byte for byte. Another body under the same key is refused.
 * Requests that run at the same time wait for each other on the key's row. Refusals are not kept: they changed nothing.
 *
 * Handlers must return their answer, not send it, and be repeatable (see UnitOfWork).
 */
export function useIdempotency(app: FastifyInstance, unitOfWork: UnitOfWork): void {
  app.addHook('onRoute', (route) => {
    if (![route.method].flat().includes('POST') || route.config?.idempotent === false) return;
    route.handler = once(route.handler, unitOfWork);
  });
}

function once(handler: RouteHandlerMethod, unitOfWork: UnitOfWork): RouteHandlerMethod {
  return async function answerOnce(request, reply) {
    const key = request.headers['idempotency-key'];
    const account = request.account?.id ?? request.machine?.id;
    const institution = request.institution?.id;
    if (key === undefined || account === undefined || institution === undefined) {
      return await handler.call(this, request, reply);
    }
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new Problem('header-invalid', 'Idempotency-Key is 1 to 255 visible ASCII characters');
    }
    const hash = hashOfRequest(request);
    const answer = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      const kept = await reserve(tx, account, key, hash);
      if (kept) return { ...kept, replayed: true };
      reply.code(200);
      const payload: unknown = await handler.call(this, request, reply);
      const fresh = answerOf(reply, payload);
      await tx.query(
        `update idempotency_keys set status = $4, headers = $5, body = $6
          where institution_id = $1 and account_id = $2 and key = $3`,
        [institution, account, key, fresh.status, JSON.stringify(fresh.headers), fresh.body],
      );
      return { ...fresh, replayed: false };
    });
    if (answer.replayed) reply.header('idempotency-replayed', 'true');
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  };
}

/** Takes the key for this transaction; answers what was kept under it, null when it is new. */
async function reserve(tx: Transaction, account: string, key: string, hash: Buffer): Promise<KeptAnswer | null> {
  const expired = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000);
  // A concurrent transaction with the same key makes this statement wait until it is decided.
  const [taken] = await tx.query(
    `insert into idempotency_keys (institution_id, account_id, key, request_hash, created_at)
     values ($1, $2, $3, $4, $5)
     on conflict (institution_id, account_id, key)
       do update set request_hash = $4, status = null, headers = null, body = null, created_at = $5
       where idempotency_keys.created_at < $6
     returning key`,
    [tx.institution, account, key, hash, tx.now, expired],
  );
  if (taken) return null;
  const [row] = await tx.query<KeyRow>(
    `select request_hash, status, headers, body from idempotency_keys
      where institution_id = $1 and account_id = $2 and key = $3`,
    [tx.institution, account, key],
  );
  if (!row || row.status === null) throw new Error('An idempotency key was kept without its answer.');
  if (!row.request_hash.equals(hash)) throw new Problem('idempotency-key-reused');
  return { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' };
}

function answerOf(reply: FastifyReply, payload: unknown): KeptAnswer {
  if (reply.sent || payload === undefined || payload === reply) {
    throw new Error('A repeatable handler returns its answer instead of sending it.');
  }
  const isText = typeof payload === 'string';
  if (!isText && !reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8');
  const body = isText ? payload : payload === null ? '' : String(reply.serialize(payload));
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined && value !== null) headers[name] = String(value);
  }
  return { status: reply.statusCode, headers, body };
}

/** Streams (uploads) are not read here: they count by their address and length. */
function hashOfRequest(request: FastifyRequest): Buffer {
  const body = request.body === undefined ? (request.headers['content-length'] ?? '') : canonicalJson(request.body);
  return createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest();
}
