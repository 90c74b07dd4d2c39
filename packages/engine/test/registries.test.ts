import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ELEMENTS } from '../src/elements/index.ts';
import { ELEMENT_KINDS, SUPPORT, TRIGGER_KINDS } from '../src/index.ts';
import { isRefusal } from '../src/kernel/contracts.ts';
import { TRIGGERS } from '../src/triggers/index.ts';

const kebab = (kind: string) => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const files = (folder: string) =>
  readdirSync(join(import.meta.dirname, '../src', folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace('.ts', ''));
const carriedOut = (registry: { readonly [kind: string]: object }) =>
  Object.entries(registry).flatMap(([kind, entry]) => (isRefusal(entry) ? [] : [kebab(kind)]));

/** Shared shapes that several kinds are made of. */
const SHAPES = ['catching', 'index', 'pass-through', 'settling', 'throwing', 'working'];

describe('registries', () => {
  it('have one file for each element that is carried out', () => {
    expect(
      files('elements')
        .filter((name) => !SHAPES.includes(name))
        .sort(),
    ).toEqual(carriedOut(ELEMENTS).sort());
  });

  it('have one file for each trigger that is carried out', () => {
    expect(
      files('triggers')
        .filter((name) => !['index', 'iso-time', 'cron'].includes(name))
        .sort(),
    ).toEqual(carriedOut(TRIGGERS).sort());
  });

  it('know every kind, each under its own name', () => {
    expect(Object.keys(ELEMENTS).sort()).toEqual([...ELEMENT_KINDS].sort());
    expect(Object.keys(TRIGGERS).sort()).toEqual([...TRIGGER_KINDS].sort());
    for (const [kind, entry] of [...Object.entries(ELEMENTS), ...Object.entries(TRIGGERS)]) {
      if (!isRefusal(entry)) expect(entry.kind).toBe(kind);
    }
  });

  it('give the support table unique rows, each refusal with a reason and an alternative', () => {
    expect(new Set(SUPPORT.map(({ id }) => id)).size).toBe(SUPPORT.length);
    for (const row of SUPPORT.filter(({ status }) => status === 'refused')) {
      expect([row.reason, row.instead]).not.toContain(null);
    }
  });
});
