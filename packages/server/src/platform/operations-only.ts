import type { FastifyInstance } from 'fastify';
import { notFound } from '../problems.ts';

/** What a server that only works in the background still answers: whoever watches over it. */
const OPERATIONS = new Set(['/livez', '/readyz', '/metrics']);

/** Answers health and metrics, and 404 to everything else, pages included. */
export function useOperationsOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!OPERATIONS.has(request.url.split('?')[0] ?? '')) throw notFound();
  });
}
