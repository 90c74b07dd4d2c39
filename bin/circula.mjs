#!/usr/bin/env node
/**
 * The command of an installed Circula: as `npm run circula`, but it installs and builds nothing, and `start` brings the
 * pages along. Needs the production packages of the lockfile; the pages must have been built.
 */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
// How pages are written; otherwise looked for in the folder that the command happens to be called from.
process.env.TSX_TSCONFIG_PATH = path.join(root, 'tsconfig.json');
const { register } = await import('tsx/esm/api');
const [command, ...rest] = process.argv.slice(2);
const asksForHelp = rest.some((argument) => argument === '--help' || argument === '-h');
const starts = command === 'start' && !asksForHelp;
register();
const program = path.join(root, starts ? 'scripts/start.ts' : 'packages/server/src/cli/main.ts');
if (starts) process.argv = [process.argv[0], program, ...rest];
await import(pathToFileURL(program).href);
