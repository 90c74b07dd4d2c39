/** `npm run golden`: records states and journals of this version, for all later ones to go on from. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { recordGolden } from '../packages/engine/test/golden/golden.ts';

const { version } = JSON.parse(readFileSync('packages/engine/package.json', 'utf8'));
const folder = path.join('packages/engine/test/golden', version);
if (existsSync(folder)) {
  console.error(`${folder} exists: what a version has left is never recorded again.`);
  process.exit(1);
}
const all = await recordGolden();
mkdirSync(folder);
for (const golden of all) {
  const file = path.join(folder, `${golden.holds.replace(' ', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  console.log(`${file}: ${golden.steps.length} steps to go`);
}
