import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems.ts';

/** From when on a server has too much to do; 0: never for that reason. */
export interface SheddingLimits {
  readonly delayMs: number;
  readonly waitMs: number;
  readonly heapPercent: number;
}

const SAMPLE_MS = 100;
const RESOLUTION_MS = 10;
/** Samples of about a second: half of them must be too long, so one long step is no overload. */
const REMEMBERED = 10;
/** Health is asked for by those who decide where requests go. */
const ALWAYS_ANSWERED = new Set(['/livez', '/readyz']);

/**
 * Turns new requests away with 503 while more of them would only make everyone wait: when the event loop lags, when a
 * transaction waits too long for a connection, when memory is short. Nothing has been done for a request that is turned
 * away. `waitMs` foretells how long a new transaction would wait for its connection.
 */
export function useLoadShedding(app: FastifyInstance, limits: SheddingLimits, waitMs: () => number): void {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const delays: number[] = [];
  let delayMs = 0;
  let heapPercent = 0;
  const sample = () => {
    // The histogram counts its own resolution in.
    delays.push(loop.count === 0 ? 0 : Math.max(0, loop.mean / 1e6 - RESOLUTION_MS));
    if (delays.length > REMEMBERED) delays.shift();
    delayMs = [...delays].sort((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? 0;
    loop.reset();
    const { used_heap_size, heap_size_limit } = getHeapStatistics();
    heapPercent = (used_heap_size / heap_size_limit) * 100;
  };
  const timer = setInterval(sample, SAMPLE_MS);
  timer.unref();
  const over = (value: number, limit: number) => limit > 0 && value > limit;

  app.addHook('onRequest', async (request) => {
    if (ALWAYS_ANSWERED.has(request.routeOptions.url ?? '')) return;
    const busy =
      over(delayMs, limits.delayMs) || over(waitMs(), limits.waitMs) || over(heapPercent, limits.heapPercent);
    if (!busy) return;
    // Spread, so that those turned away do not all come back at once.
    const seconds = 1 + Math.floor(Math.random() * 4);
    throw new Problem('overloaded', '', { headers: { 'retry-after': String(seconds) } });
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    loop.disable();
  });
}
