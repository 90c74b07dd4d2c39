import { romanianCalendar, type WorkCalendar } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import { settingsOf } from '../institutions/index.ts';

const kept = new WeakMap<Transaction, WorkCalendar>();

/** The calendar of the transaction's institution: weekends, public holidays, its own days off and recovered days. */
export async function calendarOf(tx: Transaction): Promise<WorkCalendar> {
  const known = kept.get(tx);
  if (known !== undefined) return known;
  const { extraDaysOff, recoveredDays } = await settingsOf(tx);
  const calendar = romanianCalendar({ extraDaysOff, recoveredDays });
  kept.set(tx, calendar);
  return calendar;
}
