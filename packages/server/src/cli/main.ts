import { unknownSettings } from '../config.ts';
import { DONE, FAILED, MISUSED } from './command.ts';
import { commandFailure } from './command-failure.ts';
import { commands, helpOf, helpText } from './commands.ts';

/** The command line: `circula <command> …`. */
const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
for (const line of unknownSettings(process.env)) console.error(line);
if (command && args.some((arg) => arg === '--help' || arg === '-h')) {
  console.log(helpOf(name, command));
} else if (command) {
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    console.error(commandFailure(name, error));
    process.exitCode = FAILED;
  }
} else {
  const asked = ['help', '--help', '-h'].includes(name);
  if (!asked) console.error(`There is no command ${name}.`);
  console.log(helpText());
  process.exitCode = asked ? DONE : MISUSED;
}
