import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ManualClock, readConfig, startServer } from '@circula/server';
import { pages } from '../../scripts/pages-plugin.ts';

export interface Product {
  readonly origin: string;
  /** What the whole product takes for the time. */
  readonly clock: ManualClock;
  stop(): Promise<void>;
}

/** The real product, pages and all, on an embedded database of its own, with a clock that the test moves. */
export async function startProduct(start: string): Promise<Product> {
  const folder = mkdtempSync(path.join(tmpdir(), 'circula-journey-'));
  const clock = new ManualClock(start);
  const config = readConfig({ PORT: '0', CIRCULA_DATA: folder, CIRCULA_LOG: 'error', CIRCULA_RATE_LIMIT: '0' });
  const server = await startServer({ config, clock, plugins: [pages], report: () => undefined });
  return {
    origin: server.address,
    clock,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
