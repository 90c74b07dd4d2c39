import type { Day } from './day.ts';
import { type RuleVersion, ruleInForce } from './deadline-rule.ts';
import { TERMS } from './terms-of-law.ts';

/** A term that a law sets, as data. Amounts are the law's; institutions choose it by `id` and may copy and change it. */
export interface LegalTerm {
  readonly id: string;
  readonly act: string;
  readonly name: { readonly ro: string; readonly hu: string; readonly en: string };
  /** Counted forward from an event, or backward from a day before which something must be done. */
  readonly direction: 'after' | 'before';
  /** What the term is counted from. */
  readonly from: 'registration' | 'complete-file' | 'completion-request' | 'expiry' | 'end-of-works' | 'answer';
  /** Whether a published text of the law was read; otherwise the institution's jurist confirms it before use. */
  readonly confirmed: boolean;
  /** Oldest first. */
  readonly versions: readonly RuleVersion[];
}

/** The terms that county councils and town halls meet most, by law. */
export const LEGAL_TERMS: readonly LegalTerm[] = TERMS;

/** A term and the version of its rule in force on a day; null when there is none. Throws RangeError for no day. */
export function legalTerm(id: string, on: Day): { readonly term: LegalTerm; readonly version: RuleVersion } | null {
  const term = LEGAL_TERMS.find((one) => one.id === id);
  const version = term && ruleInForce(term.versions, on);
  return term && version ? { term, version } : null;
}
