import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { Problem } from '../problems.ts';

/** A limit per minute for the logged-in account or the machine, or for the address of whoever is not logged in. */
export async function useRateLimits(app: FastifyInstance, limits: Config['rateLimits']): Promise<void> {
  if (limits === null) return;
  await app.register(rateLimit, {
    global: true,
    max: limits.general,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) => request.account?.id ?? request.machine?.id ?? request.ip,
    errorResponseBuilder: (_request, context) =>
      new Problem('rate-limited', '', { headers: { 'retry-after': String(Math.ceil(context.ttl / 1000)) } }),
  });
}

/** The stricter limit of routes that test a password: per address, whoever asks. */
export function loginLimit(limits: Config['rateLimits']) {
  if (limits === null) return {};
  return {
    rateLimit: {
      max: limits.login,
      timeWindow: 60_000,
      keyGenerator: (request: { ip: string }) => `login ${request.ip}`,
    },
  };
}
