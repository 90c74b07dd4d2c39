import { calendarFunctions, compileExpression, decide, type Json, type Variables } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import type { RequestTypeModel } from '../catalogue/index.ts';
import { calendarOf } from '../deadlines/index.ts';
import type { Fee } from './schemas.ts';

/** What the fee table answers: a fee, no fee, or not yet because answers are missing or outside the table. */
export type FeeResult =
  | { readonly kind: 'fee'; readonly fee: Fee; readonly minor: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * The fee of a request by the decision table of its request type. Inputs are FEEL over the answers, with the functions of the institution's calendar; the answer is an
 * amount in lei with at most two decimals, or a context with `amount` and perhaps `explanation`.
 */
export async function computeFee(
  tx: Transaction,
  model: RequestTypeModel,
  answers: { readonly [field: string]: unknown },
  at: Date,
): Promise<FeeResult> {
  const rule = model.service.fee;
  if (rule === null) return { kind: 'none' };
  const functions = calendarFunctions(await calendarOf(tx));
  const inputs: Record<string, Json> = {};
  for (const [name, source] of Object.entries(rule.inputs)) {
    const compiled = compileExpression(source.replace(/^=/, ''), { functions });
    if (!compiled.ok) return { kind: 'unknown', reason: compiled.message };
    const result = compiled.expression.evaluate(answers as Variables, { at: at.getTime() });
    if (!result.ok) return { kind: 'unknown', reason: result.message };
    if (result.value === null) return { kind: 'unknown', reason: `The input ${name} is missing` };
    inputs[name] = result.value;
  }
  const decisions = model.decisions.find((one) => one.decisions.has(rule.decision));
  if (decisions === undefined) return { kind: 'unknown', reason: 'The decision is missing' };
  const decided = decide(decisions, rule.decision, inputs, { at: at.getTime(), functions });
  if (!decided.ok) return { kind: 'unknown', reason: decided.message };
  const { amount, explanation } = readAmount(decided.value);
  if (amount === null) return { kind: 'unknown', reason: 'The fee table has no answer for these values' };
  const minor = Math.round(amount * 100);
  if (minor === 0) return { kind: 'none' };
  return {
    kind: 'fee',
    minor,
    fee: { amount: minor / 100, currency: 'RON', legalBasis: rule.legalBasis, explanation },
  };
}

function readAmount(value: Json): { amount: number | null; explanation: string | null } {
  if (typeof value === 'number') return { amount: value >= 0 ? value : null, explanation: null };
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const context = value as { readonly [name: string]: Json };
    const amount = context.amount;
    const explanation = context.explanation;
    return {
      amount: typeof amount === 'number' && amount >= 0 ? amount : null,
      explanation: typeof explanation === 'string' ? explanation : null,
    };
  }
  return { amount: null, explanation: null };
}
