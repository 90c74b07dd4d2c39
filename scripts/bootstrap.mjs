/**
 * The entry of every npm script, on a fresh clone too: needs Node and npm, nothing else.
 *
 * Written so that an old Node can still read it: it says which Node is needed and stops. The work is in tasks.mjs.
 */
import process from 'node:process';

const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(`Circula needs Node ${needed.join('.')} or newer; this is ${process.version}.`);
  process.exit(1);
}
import('./tasks.mjs').then(
  (tasks) => tasks.run(process.argv.slice(2)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
