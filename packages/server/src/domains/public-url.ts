import type { Config } from '../config.ts';

/** Where people reach the installation, for addresses that leave it. In development, the address it listens on. */
export function publicUrlOf(config: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return config.publicUrl ?? `http://${config.host}:${config.port}`;
}
