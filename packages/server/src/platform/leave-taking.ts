import type { FastifyInstance } from 'fastify';

/**
 * Answers that are given while the server closes end their connections (RFC 9110 §7.6.1), which would otherwise be kept
 * open for a next request that nobody takes any more, and keep the server waiting.
 */
export function useLeaveTaking(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
