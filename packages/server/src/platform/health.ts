import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Problem, sendProblem } from '../problems.ts';

export interface HealthProbes {
  /** Writes to the database, or throws. */
  readonly write: () => Promise<void>;
  /** Whether the database's schema is the one of this release. */
  readonly migrated: () => Promise<boolean>;
  /** Whether this server leaves work lying, where that is its job. */
  readonly late: () => Promise<boolean>;
  /** True once the server has been asked to stop. */
  readonly stopping: () => boolean;
}

const PROBE_TIMEOUT_MS = 5_000;

/** `/livez`: the process answers. `/readyz`: it can do its work; a load balancer sends requests only then. */
export function useHealth(app: FastifyInstance, probes: HealthProbes): void {
  const healthy = Type.Object({ status: Type.Literal('ok') });
  const config = { access: 'public' as const, rateLimit: false as const };
  app.get('/livez', { config, schema: { response: { 200: healthy } } }, async () => ({ status: 'ok' as const }));
  app.get('/readyz', { config, schema: { response: { 200: healthy } } }, async (_request, reply) => {
    const fault = await findFault(probes);
    if (fault === null) return { status: 'ok' as const };
    return sendProblem(reply, new Problem('temporarily-unavailable', fault, { headers: { 'retry-after': '5' } }));
  });
}

async function findFault(probes: HealthProbes): Promise<string | null> {
  if (probes.stopping()) return 'The server is stopping';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PROBE_TIMEOUT_MS);
  });
  try {
    if (!(await Promise.race([probes.migrated(), late]))) return 'The database has another version of the schema';
    await Promise.race([probes.write(), late]);
    if (await Promise.race([probes.late(), late])) return 'Timers or the outbox have fallen behind';
    return null;
  } catch {
    return 'The database takes no writes';
  } finally {
    clearTimeout(timer);
  }
}
