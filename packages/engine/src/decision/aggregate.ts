import { calculate, isNumeric, type Numeric } from '../expression/numbers.ts';
import { compare } from '../expression/operators.ts';
import type { Value } from '../expression/values.ts';
import { DecisionStop } from './decision-stop.ts';
import type { Session } from './session.ts';
import type { Aggregator } from './table.ts';

/** Aggregates the outputs of a COLLECT table in exact decimals, so money adds up to the ban. Throws DecisionStop. */
export function aggregate(aggregator: Aggregator, outputs: readonly Value[], session: Session): Value {
  session.time.budget.spend(outputs.length);
  switch (aggregator) {
    case 'COUNT':
      return outputs.length;
    case 'SUM':
      return outputs.length === 0 ? null : outputs.map(number).reduce(plus, 0);
    case 'MIN':
      return extreme(aggregator, outputs, -1);
    case 'MAX':
      return extreme(aggregator, outputs, 1);
    default:
      return aggregator satisfies never;
  }
}

function number(output: Value): Numeric {
  if (isNumeric(output)) return output;
  throw new DecisionStop('aggregate-type', 'The outputs have no SUM.', null);
}

function plus(a: Numeric, b: Numeric): Numeric {
  const sum = calculate('+', a, b);
  if (sum === null) throw new DecisionStop('aggregate-type', 'The SUM of the outputs is too large.', null);
  return sum;
}

function extreme(aggregator: Aggregator, outputs: readonly Value[], sign: 1 | -1): Value {
  let best: Value = outputs[0] ?? null;
  for (const output of outputs) {
    const order = compare(output, best);
    if (order === null && outputs.length > 0) {
      throw new DecisionStop('aggregate-type', `The outputs have no ${aggregator}.`, null);
    }
    if (order === sign) best = output;
  }
  return best;
}
