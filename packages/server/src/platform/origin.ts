import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

/** From where a command came: the address of the caller, and the request that brought it. */
export interface Origin {
  readonly address: string;
  readonly request: string;
}

const current = new AsyncLocalStorage<Origin>();

/** The origin of the request in progress; null for background work. */
export const currentOrigin = (): Origin | null => current.getStore() ?? null;

/** Makes the origin of every request known to what it calls, so that no use case has to hand it on. */
export function useOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    current.run({ address: request.ip, request: request.id }, done);
  });
}
