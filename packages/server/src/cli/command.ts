/** One command of the command line. */
export interface Command {
  /** What follows the command's name, for the help. */
  readonly usage: string;
  /** One line for the help. */
  readonly purpose: string;
  /** Carries it out; the exit code: 0 done, 1 refused or failed, 2 wrongly called. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Exit codes of the command line. */
export const DONE = 0;
export const FAILED = 1;
export const MISUSED = 2;

/** Tells how a command is called, after a call that was wrong. */
export function misused(name: string, usage: string): number {
  console.error(`Usage: circula ${name} ${usage}`.trimEnd());
  return MISUSED;
}
