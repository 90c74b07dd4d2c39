import { ConfigError, readConfig, unknownSettings } from '../config.ts';
import { examine } from '../operations/doctor/examine.ts';
import { type Command, DONE, FAILED, misused } from './command.ts';

/** Looks at the installation that the settings describe, and says what is wrong with it and what to do. */
export const doctor: Command = {
  usage: '',
  purpose: 'say what is wrong with this installation, and what to do about it',
  async run(args) {
    if (args.length > 0) return misused('doctor', this.usage);
    let faults = 0;
    for (const line of unknownSettings(process.env)) console.log(`  note  ${line}`);
    try {
      for await (const { state, what, remedy } of examine(readConfig(process.env))) {
        if (state === 'bad') faults += 1;
        console.log(`  ${state.padEnd(5)} ${what}.${remedy === null ? '' : `\n        ${remedy}.`}`);
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults += 1;
      console.log(`  bad   ${error.message}`);
    }
    console.log(faults === 0 ? 'Nothing is wrong.' : `${faults} ${faults === 1 ? 'thing is' : 'things are'} wrong.`);
    return faults === 0 ? DONE : FAILED;
  },
};
