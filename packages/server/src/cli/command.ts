/** One command of the command line. */
export interface Command {
  /** What follows the command's name, for the help. */
  readonly usage: string;
  /** One line for the help. */
  readonly purpose: string;
  /** Carries it out; the exit code: 0 done, 1 refused or failed, 2 wrongly called. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** The command cannot be carried out with what it was given; the message is a sentence without its full stop. */
export class CommandRefused extends Error {
  override name = 'CommandRefused';
}

/** JSON of a file, or CommandRefused with its name. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandRefused(`${file} is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** What to say of a short name that cannot be part of an address. */
export const notShort = (name: string): string =>
  `"${name}" cannot be part of an address: a short name has small letters a to z, digits, and hyphens between them`;

/** Exit codes of the command line. */
export const DONE = 0;
export const FAILED = 1;
export const MISUSED = 2;

/** Who acts in the audit when somebody at the machine's terminal does. */
export const CLI_ACTOR = 'command-line';

/** Tells how a command is called, after a call that was wrong. */
export function misused(name: string, usage: string): number {
  console.error(`Usage: circula ${name} ${usage}`.trimEnd());
  return MISUSED;
}
