import { isRecord, parsed } from '../../model/service-facts.ts';
import type { Difference } from './differences.ts';

/** Differences between two service.json, one per changed part; null when one of them is no JSON object. */
export function serviceDifferences(old: string, now: string): readonly Difference[] | null {
  const before = parsed(old);
  const after = parsed(now);
  if (!isRecord(before) || !isRecord(after)) return null;
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return parts
    .filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]))
    .map((part) => ({ kind: 'service-changed', part, from: short(before[part]), to: short(after[part]) }));
}

/** A value short enough to be read in a sentence; the amount for rules that have one. */
function short(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (isRecord(value)) {
    if (typeof value.amount === 'number') return String(value.amount);
    if (typeof value.ro === 'string') return value.ro;
    return '';
  }
  return typeof value === 'object' ? '' : String(value);
}
