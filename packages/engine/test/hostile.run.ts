/** Run by hostile.test.ts in a Node with little memory: refuses every hostile file, one after the other. */
import { compile, read } from '../src/index.ts';
import { HOSTILE } from './hostile-files.ts';

let refused = 0;
for (const { xml } of Object.values(HOSTILE)) {
  const { definitions, diagnostics } = await read(xml);
  const all = definitions === null ? diagnostics : [...diagnostics, ...compile(definitions).diagnostics];
  if (all.some(({ severity }) => severity === 'error')) refused += 1;
}
console.log(JSON.stringify({ refused }));
