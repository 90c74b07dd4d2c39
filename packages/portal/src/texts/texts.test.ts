import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applyDictionaries } from './apply/index.ts';
import { followDictionaries } from './follow/index.ts';
import { publicDictionaries } from './public/index.ts';
import { sharedDictionaries } from './shared/index.ts';
import { type Dictionary, languages, type Message, translator } from './translate.ts';

const src = fileURLToPath(new URL('..', import.meta.url));

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return path === join(src, 'texts') ? '' : sources(path);
      return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

function forms(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function places(message: Message): string[] {
  return [...new Set(forms(message).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

const areas: { [area: string]: { [language: string]: Dictionary } } = {
  shared: sharedDictionaries,
  public: publicDictionaries,
  apply: applyDictionaries,
  follow: followDictionaries,
};

describe.each(Object.entries(areas))('the %s texts', (_area, dictionaries) => {
  const model = dictionaries.ro ?? {};

  it.each(languages.slice(1))('have the same keys and the same places in %s', (language) => {
    const other = dictionaries[language] ?? {};
    expect(Object.keys(other).sort()).toEqual(Object.keys(model).sort());
    for (const [key, message] of Object.entries(model)) {
      const counted = (list: string[]) => list.filter((place) => place !== '{count}');
      expect(counted(places(other[key] ?? '')), key).toEqual(counted(places(message)));
    }
  });

  it('are never empty', () => {
    for (const dictionary of Object.values(dictionaries)) {
      for (const [key, message] of Object.entries(dictionary)) {
        for (const form of forms(message)) expect(form.trim(), key).not.toBe('');
      }
    }
  });

  it('write Romanian with commas below, not cedillas', () => {
    for (const message of Object.values(model)) for (const form of forms(message)) expect(form).not.toMatch(/[şţŞŢ]/);
  });

  it('are all used', () => {
    const code = sources(src);
    // Problem pages take their title and text by the kind of trouble.
    const built = /^(notFound|forbidden|tooMany|unavailable|broken)(Title|Text)$/;
    const unused = Object.keys(model).filter((key) => !built.test(key) && !code.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});

describe('translator', () => {
  const ro = {
    plain: 'Bună',
    named: 'Bună, {name}',
    days: { one: 'o zi', few: '{count} zile', other: '{count} de zile' },
  } as const;
  const t = translator<typeof ro>({ ro, hu: { ...ro, days: { other: '{count} nap' } }, en: ro });

  it('fills places', () => {
    expect(t('ro')('named', { name: 'Ana' })).toBe('Bună, Ana');
  });

  it('leaves the text of a place alone, whatever it holds', () => {
    expect(t('ro')('named', { name: '{count} $& <b>' })).toBe('Bună, {count} $& <b>');
  });

  it.each([
    [1, 'o zi'],
    [2, '2 zile'],
    [19, '19 zile'],
    [20, '20 de zile'],
    [101, '101 zile'],
  ])('counts %i in Romanian', (count, text) => {
    expect(t('ro')('days', { count })).toBe(text);
  });

  it('falls back to the general form where a language has no other', () => {
    expect(t('hu')('days', { count: 1 })).toBe('1 nap');
  });
});
