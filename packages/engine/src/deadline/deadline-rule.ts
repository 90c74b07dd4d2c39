import { type Day, isDay } from './day.ts';

/** What the law attaches to a term that passes without an answer. */
export type ExpiryEffect = 'none' | 'escalate' | 'tacit-approval' | 'tacit-refusal';

/** A legal term as data; the legal basis and the dates of effect stay with the request type or law that carries it. */
export interface DeadlineRule {
  /** Days, 1 to 3,660; months, 1 to 120. */
  readonly amount: number;
  /** A term of months ends on the day with the same number, or on the month's last: Codul civil art. 2.552. */
  readonly unit: 'working-days' | 'calendar-days' | 'months';
  /** The day on which the term starts is not counted. A term of months never counts it. */
  readonly excludeFirst: boolean;
  /** The last day is not counted either: "zile libere", Codul civil art. 2.553. */
  readonly excludeLast: boolean;
  /** A term that ends on a free day ends on the next working day: Codul civil art. 2.554. */
  readonly rollToWorkingDay: boolean;
  readonly warnBeforeWorkingDays?: number;
  /** How many days all extensions together may add; any number when absent. */
  readonly maximumExtension?: number;
  /** Nothing follows when absent. */
  readonly onExpiry?: ExpiryEffect;
}

/** A rule and the days on which it is in force. */
export interface RuleVersion {
  /** First day in force. */
  readonly effectiveFrom: Day;
  /** Last day in force; without it, until the next version. */
  readonly effectiveUntil?: Day;
  readonly rule: DeadlineRule;
  readonly legalBasis: string;
}

/**
 * The version in force on the day on which a term starts: a term keeps the rule under which it began. Null when none
 * was in force. Throws RangeError for a text that is no day.
 */
export function ruleInForce<V extends Pick<RuleVersion, 'effectiveFrom' | 'effectiveUntil'>>(
  versions: readonly V[],
  start: Day,
): V | null {
  if (!isDay(start)) throw new RangeError(`"${start}" is not a day.`);
  let found: V | null = null;
  for (const version of versions) {
    if (version.effectiveFrom > start) continue;
    if (found === null || version.effectiveFrom >= found.effectiveFrom) found = version;
  }
  return found?.effectiveUntil !== undefined && found.effectiveUntil < start ? null : found;
}
