import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from './mutants/index.ts';
import { root } from './source-files.ts';

/** README.md makes the promises, docs/promises.md names for each what proves it: here the two and the tests are held together. */
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/promises.md');

interface Promised {
  readonly number: string;
  readonly text: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  readonly mutants: readonly string[];
}

const promises = page
  .split(/^## /m)
  .slice(1)
  .map((section): Promised => {
    const [heading = '', ...rest] = section.split('\n');
    const [, number = '', title = ''] = /^(P\d+) (.+)$/.exec(heading) ?? [];
    const body = rest.join('\n');
    const said = body.slice(0, body.indexOf('- `')).trim().replaceAll('\n', ' ');
    return {
      number,
      text: `${title} ${said}`.trim(),
      tests: [...body.matchAll(/^- `([^`]+)`: “(.+)”$/gm)].map(([, file = '', name = '']) => ({ file, name })),
      mutants: [...(/^Mutants: (.+)\.$/m.exec(body)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    };
  });

it('are the same in the README and on their page, word for word', () => {
  const rows = [...read('README.md').matchAll(/^\| (P\d+) +\| (.+?) +\|$/gm)];
  const plain = (text: string) => text.replaceAll('**', '').replaceAll('.', '').toLowerCase();
  expect(rows.map(([, number]) => number)).toEqual(promises.map(({ number }) => number));
  for (const [index, [, number, text = '']] of rows.entries()) {
    expect(plain(text), number).toBe(plain(promises[index]?.text ?? ''));
  }
});

it('name tests that exist', () => {
  const missing = promises.flatMap(({ number, tests }) =>
    tests
      .filter(({ file, name }) => {
        if (!existsSync(path.join(root, file))) return true;
        const parts = name.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
        return !new RegExp(`(\\b(it|test)|\\))\\(\\s*['\`]${parts.join('.*')}`).test(read(file));
      })
      .map(({ file, name }) => `${number}: ${file}: ${name}`),
  );
  expect(missing).toEqual([]);
  expect(promises.filter(({ tests }) => tests.length === 0)).toEqual([]);
});

it('name every mutant under the promise that it breaks', () => {
  const named = promises.flatMap(({ number, mutants }) => mutants.map((name) => `${number} ${name}`));
  expect(named.sort()).toEqual(MUTANTS.map(({ breaks, name }) => `${breaks} ${name}`).sort());
  expect(promises.filter(({ mutants }) => mutants.length === 0)).toEqual([]);
});
