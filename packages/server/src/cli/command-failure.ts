import { startFailure } from '../main.ts';
import { Problem } from '../problems.ts';
import { CommandRefused } from './command.ts';
import { commands } from './commands.ts';

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be used by this user',
  EPERM: 'may not be used by this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'is no folder',
  ENOSPC: 'cannot be written: the disk is full',
  EROFS: 'cannot be written: the disk is read-only',
  EEXIST: 'is there already',
};

/** What to tell a person of a command that failed: a sentence where the cause is theirs to mend, the stack of a bug otherwise. */
export function commandFailure(name: string, error: unknown): string {
  if (error instanceof Problem || error instanceof CommandRefused) return `${error.message}.`;
  if (!(error instanceof Error)) return startFailure(error);
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (path !== undefined && code in FILE_ERRORS) return `${path} ${FILE_ERRORS[code]} (${code}).`;
  if (code.startsWith('ERR_PARSE_ARGS'))
    return `${error.message}\nUsage: circula ${name} ${commands[name]?.usage ?? ''}`;
  return startFailure(error);
}
