import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blocks } from '../features/add-step/blocks/index.ts';
import { propertiesGroups } from '../properties/index.ts';
import { phrases } from './canvas/phrases.ts';
import { canvasTranslate } from './canvas/translate.ts';
import { diagnosticTexts } from './diagnostics/texts.ts';
import { textsOf } from './index.ts';
import { languages } from './language.ts';

const require = createRequire(import.meta.url);

/** Phrases of a drawing library's sources: calls of `translate`, and the labels of its menus. */
function phrasesOf(library: string): Set<string> {
  const folder = path.join(path.dirname(require.resolve(`${library}/package.json`)), 'lib');
  const found = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const source = readFileSync(path.join(folder, file), 'utf8');
    for (const [, phrase] of source.matchAll(/(?<![.\w])translate\(\s*'([^']+)'/g)) found.add(phrase as string);
    if (!/ReplaceOptions|PopupEntries/.test(file)) continue;
    for (const [, phrase] of source.matchAll(/label: '([^']+)'/g)) found.add(phrase as string);
  }
  return found;
}

test('every phrase of the palette, the context pad and the menus is translated', () => {
  const translate = canvasTranslate('ro');
  const shown = [...phrasesOf('bpmn-js'), ...phrasesOf('diagram-js')].filter(
    // Placeholders of documentation comments and messages for developers.
    (phrase) =>
      !phrase.startsWith('HELLO') && !/^(no |more than|element |failed|multiple |unknown|unrecognized)/.test(phrase),
  );
  const missing = shown.filter((phrase) => translate(phrase) === phrase && !(phrase in phrases));
  expect(missing).toEqual([]);
});

test('each language has every text', () => {
  const leaves = (value: unknown, at: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${at}.${key}`))
      : [at];
  const [ro, hu, en] = languages.map((language) => leaves(textsOf(language), '').sort());
  expect(hu).toEqual(ro);
  expect(en).toEqual(ro);
});

test('blocks and groups of properties are total over their words', () => {
  const texts = textsOf('ro');
  expect(Object.keys(blocks).sort()).toEqual(Object.keys(texts.add.blocks).sort());
  expect(Object.values(blocks).map(({ id }) => id)).toEqual(Object.keys(blocks));
  expect(Object.keys(propertiesGroups).sort()).toEqual(Object.keys(texts.properties.groups).sort());
  expect(Object.values(propertiesGroups).map(({ id }) => id)).toEqual(Object.keys(propertiesGroups));
});

test('findings have words in each language', () => {
  for (const words of Object.values(diagnosticTexts)) expect(Object.keys(words).sort()).toEqual([...languages].sort());
});
