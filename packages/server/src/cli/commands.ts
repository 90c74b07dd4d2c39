import { addInstitution } from './add-institution.ts';
import { addMember } from './add-member.ts';
import { addOffice } from './add-office.ts';
import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { migrate } from './migrate.ts';
import { render } from './render.ts';
import { repair } from './repair.ts';
import { restore } from './restore.ts';
import { scenario } from './scenario.ts';
import { start } from './start.ts';
import { verify } from './verify.ts';

/** Every command by its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  migrate,
  'add-institution': addInstitution,
  'add-office': addOffice,
  'add-member': addMember,
  deploy,
  scenario,
  render,
  backup,
  restore,
  verify,
  repair,
  doctor,
};

/** The help: every command with what it takes, and what it does below. */
export function helpText(): string {
  const rows = Object.entries(commands).map(([name, command]) => `  ${helpOf(name, command)}`);
  return [
    'Commands:',
    ...rows,
    'Settings come from the environment: docs/settings.md. Use: docs/how-to/operate.md.',
  ].join('\n');
}

/** How one command is called and what it does. */
export const helpOf = (name: string, { usage, purpose }: Command): string =>
  `${`circula ${name} ${usage}`.trimEnd()}\n      ${purpose}`;
