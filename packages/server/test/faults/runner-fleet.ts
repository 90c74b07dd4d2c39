import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./runner-process.ts', import.meta.url));

/** Seconds of the leases in the fault tests: short, so that many takeovers fit into a run. */
export const LEASE_SECONDS = 2;

interface Runner {
  readonly environment: Readonly<Record<string, string>>;
  readonly script: string;
  child: ChildProcess;
  /** Null while it is not running. */
  address: string | null;
}

/** Several runners on one database, each a process; they die and come back as the tests please. */
export class RunnerFleet {
  readonly #runners: Runner[] = [];
  /** What the runners have logged of requests that failed, by the names and places of the errors; to find a cause. */
  readonly failures: string[] = [];
  /** Runners that have ended though nobody has ended them. */
  readonly died: string[] = [];

  get size(): number {
    return this.#runners.length;
  }

  /** The address of a runner, or null while it is away. */
  address(index: number): string | null {
    return this.#runners[index]?.address ?? null;
  }

  /** Starts one more, of this release unless another's script is named; resolves when it is ready. */
  async add(environment: Readonly<Record<string, string>>, script = SCRIPT): Promise<void> {
    const runner: Runner = { environment, script, child: launch(environment, script), address: null };
    this.#runners.push(runner);
    await this.#ready(runner);
  }

  /** Sends a signal and answers the exit code when the process is gone; null when the signal ended it. */
  async end(index: number, signal: NodeJS.Signals): Promise<number | null> {
    const runner = this.#at(index);
    runner.address = null;
    const gone = new Promise<number | null>((resolve) => runner.child.once('exit', resolve));
    runner.child.kill(signal);
    return await gone;
  }

  async restart(index: number): Promise<void> {
    const runner = this.#at(index);
    runner.child = launch(runner.environment, runner.script);
    await this.#ready(runner);
  }

  signal(index: number, signal: NodeJS.Signals): void {
    this.#at(index).child.kill(signal);
  }

  stopAll(): void {
    for (const runner of this.#runners) {
      runner.address = null;
      runner.child.kill('SIGKILL');
    }
  }

  async #ready(runner: Runner): Promise<void> {
    const { child } = runner;
    runner.address = await new Promise<string>((resolve, reject) => {
      if (child.stdout === null) throw new Error('A runner without an output.');
      createInterface({ input: child.stdout }).on('line', (line) => {
        const address = /^ready (\S+)$/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
        else if (line.includes('request failed')) this.failures.push(line);
      });
      child.once('exit', (code, signal) => {
        reject(new Error(`A runner ended with ${code} before it was ready.`));
        if (runner.child === child && runner.address !== null) this.died.push(`${runner.address} by ${signal ?? code}`);
      });
    });
  }

  #at(index: number): Runner {
    const runner = this.#runners[index];
    if (!runner) throw new Error(`There is no runner ${index}.`);
    return runner;
  }
}

function launch(environment: Readonly<Record<string, string>>, script: string): ChildProcess {
  const settings = { PORT: '0', CIRCULA_DEMO: '0', CIRCULA_RATE_LIMIT: '0', CIRCULA_LOG: 'error' };
  return spawn(process.execPath, ['--import', 'tsx', script], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: tmpdir(),
      CIRCULA_LEASE_SECONDS: String(LEASE_SECONDS),
      ...settings,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
