import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { migrate } from './migrate.ts';
import { render } from './render.ts';
import { restore } from './restore.ts';
import { scenario } from './scenario.ts';
import { start } from './start.ts';
import { verify } from './verify.ts';

/** Every command by its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  migrate,
  deploy,
  scenario,
  render,
  backup,
  restore,
  verify,
  doctor,
};

/** The help: every command with what it takes and does. */
export function helpText(): string {
  const rows = Object.entries(commands).map(
    ([name, { usage, purpose }]) => [`circula ${name} ${usage}`, purpose] as const,
  );
  const width = Math.max(...rows.map(([call]) => call.length)) + 2;
  return ['Commands:', ...rows.map(([call, purpose]) => `  ${call.padEnd(width)}${purpose}`)].join('\n');
}
