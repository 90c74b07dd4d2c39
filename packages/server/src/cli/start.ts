import { readConfig } from '../config.ts';
import { runServer } from '../main.ts';
import { type Command, DONE, FAILED, misused } from './command.ts';

/** Runs the API alone; pages are put beside it by whoever embeds the server. */
export const start: Command = {
  usage: '',
  purpose: 'run the HTTP interface and the background work, without pages',
  async run(args) {
    if (args.length > 0) return misused('start', this.usage);
    const config = readConfig(process.env);
    let isRunning = false;
    await runServer({ config }, ({ address }) => {
      isRunning = true;
      console.log(`Circula runs at ${address}`);
    });
    return isRunning ? DONE : FAILED;
  },
};
