import { evaluateFeel } from '../expression/index.ts';
import type { Json } from '../kernel/types.ts';
import { DecisionStop } from './decision-stop.ts';
import type { Aggregator } from './model.ts';

/** Aggregates the outputs of a COLLECT table with the functions of FEEL, so money adds up to the ban. */
export function aggregate(aggregator: Aggregator, outputs: readonly Json[]): Json {
  const result = compute(aggregator, outputs);
  if (result === null) throw new DecisionStop('aggregate-type', `The outputs have no ${aggregator}.`, null);
  return result;
}

function compute(aggregator: Aggregator, outputs: readonly Json[]): Json {
  switch (aggregator) {
    case 'COUNT':
      return outputs.length;
    case 'SUM':
      return feel('sum(list)', outputs);
    case 'MIN':
      return feel('min(list)', outputs);
    case 'MAX':
      return feel('max(list)', outputs);
  }
}

function feel(source: string, list: readonly Json[]): Json {
  const result = evaluateFeel(source, { list }, { at: 0 });
  return result.ok ? result.value : null;
}
