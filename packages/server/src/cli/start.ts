import { readConfig } from '../config.ts';
import { runServer } from '../main.ts';
import { type Command, DONE, FAILED, misused } from './command.ts';

/** Runs the API alone; pages are put beside it by whoever embeds the server. */
export const start: Command = {
  usage: '[--role web|worker|all]',
  purpose: 'run the server: answer requests, carry out jobs and timers, or both',
  async run(args) {
    const role = roleOf(args);
    if (role === null) return misused('start', this.usage);
    const config = readConfig({ ...process.env, ...role });
    let isRunning = false;
    await runServer({ config }, ({ address }) => {
      isRunning = true;
      console.log(`Circula runs at ${address}`);
    });
    return isRunning ? DONE : FAILED;
  },
};

/** What `--role` says, as the setting it stands for; null when the arguments are none of `start`'s. */
export function roleOf(args: readonly string[]): { readonly CIRCULA_ROLE?: string } | null {
  if (args.length === 0) return {};
  const [name, value, ...more] = args.flatMap((arg) => arg.split('='));
  return name === '--role' && value !== undefined && more.length === 0 ? { CIRCULA_ROLE: value } : null;
}
