import { afterEach, beforeEach, vi } from 'vitest';

/** The lines that a command of the command line says, from the beginning of each test; settings of its environment end with it. */
export function hearCommands(): string[] {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    for (const stream of ['log', 'error'] as const)
      vi.spyOn(console, stream).mockImplementation((line: string) => void said.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  return said;
}
