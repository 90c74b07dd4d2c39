import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './source-files.ts';

/** The product in a process of its own, started as `npm start` does. */
export class RunningServer {
  readonly process: ChildProcess;
  /** All that was printed so far, both streams in order. */
  output = '';
  private readonly ended: Promise<number | null>;

  constructor(environment: Readonly<Record<string, string>>) {
    // What this test run was started with must not decide how the server runs.
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(NODE_ENV|PORT|HOST|PUBLIC_URL|DATABASE_|CIRCULA_|VITEST|TEST)/.test(name),
    );
    this.process = spawn(process.execPath, ['scripts/bootstrap.mjs', 'start'], {
      cwd: root,
      env: { ...Object.fromEntries(inherited), CIRCULA_LOG: 'warn', ...environment },
    });
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    };
    this.process.stdout?.on('data', collect);
    this.process.stderr?.on('data', collect);
    this.ended = new Promise((resolve) => this.process.once('close', (code) => resolve(code)));
  }

  /** Waits for the printed address, e.g. `http://127.0.0.1:41231`. */
  async address(seconds = 60): Promise<string> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const found = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(this.output);
      if (found) return found[0];
      if (this.process.exitCode !== null) throw new Error(`The server ended:\n${this.output}`);
      if (Date.now() > until) throw new Error(`No address after ${seconds} s:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.exit();
  }

  /** Waits until the process ends by itself. */
  exit(): Promise<number | null> {
    return this.ended;
  }
}

/** A path to run something of the project by, from any folder. */
export const inProject = (...parts: string[]): string => path.join(root, ...parts);
