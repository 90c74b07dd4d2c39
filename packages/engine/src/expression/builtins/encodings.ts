import { toJson } from '../to-json.ts';
import type { Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type One = readonly [string];

/** Functions that read and write other notations, as Camunda 8 documents them; null for a text that is not in the notation. */
export const ENCODINGS: readonly Signature[] = [
  define('to json(value: any): string', ([value]: readonly [Value], run) => {
    run.budget.whole(value);
    return run.budget.text(JSON.stringify(toJson(value)));
  }),
  define('from json(value: string): any', ([text]: One, run) => {
    run.budget.spend(run.budget.text(text).length >> 3);
    try {
      return JSON.parse(text) as Value;
    } catch {
      return null;
    }
  }),
  define('to base64(value: string): string', ([text]: One, run) => {
    run.budget.spend(run.budget.text(text).length >> 3);
    let bytes = '';
    for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
    return run.budget.text(btoa(bytes));
  }),
  define('from base64(value: string): string', ([text]: One, run) => {
    run.budget.spend(run.budget.text(text).length >> 3);
    try {
      const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }),
];
