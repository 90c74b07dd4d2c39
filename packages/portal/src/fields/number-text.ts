import type { Answer } from './field-props.ts';

/** "1.250,5" or "1250.5" as people write it → 1250.5; text that is no number stays text, so that it can be put right. */
export function readNumber(text: string): number | string | null {
  const plain = text.replace(/[\s\u00a0]/g, '');
  if (plain === '') return null;
  const decimal = plain.includes(',') ? plain.replace(/\./g, '').replace(',', '.') : plain;
  return /^-?\d+(\.\d+)?$/.test(decimal) ? Number(decimal) : text;
}

/** The number as the control shows it, with the comma that Romanian and Hungarian readers expect. */
export function showNumber(value: Answer | undefined, language: string): string {
  if (typeof value === 'number') return language === 'en' ? String(value) : String(value).replace('.', ',');
  return typeof value === 'string' ? value : '';
}
