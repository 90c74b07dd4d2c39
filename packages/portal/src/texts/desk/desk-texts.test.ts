import { describe, expect, it } from 'vitest';
import { languages, type Message } from '../translate.ts';
import { deskDictionaries, deskTexts } from './index.ts';

const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const places = (message: Message): string[] =>
  [...new Set(forms(message).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

describe('the texts of the desk', () => {
  const keys = Object.keys(deskDictionaries.ro) as (keyof typeof deskDictionaries.ro)[];

  it.each(languages)('say everything in %s, with the places of the Romanian text', (language) => {
    expect(Object.keys(deskDictionaries[language]).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const message: Message = deskDictionaries[language][key];
      for (const form of forms(message)) expect(form.trim(), key).not.toBe('');
      expect(places(message), key).toEqual(places(deskDictionaries.ro[key]));
    }
  });

  it('use the Romanian letters with a comma below, never those with a cedilla', () => {
    expect(JSON.stringify(deskDictionaries.ro)).not.toMatch(/[şţŞŢ]/);
  });

  it('count in the Romanian way', () => {
    const t = deskTexts('ro');
    expect(t('daysLeft', { count: 1 })).toBe('1 zi lucrătoare');
    expect(t('daysLeft', { count: 5 })).toBe('5 zile lucrătoare');
    expect(t('daysLeft', { count: 20 })).toBe('20 de zile lucrătoare');
  });
});
