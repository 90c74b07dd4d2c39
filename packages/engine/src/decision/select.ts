import { rangeHolds } from '../expression/operators.ts';
import { FeelRange, isContext, isList, type Value } from '../expression/values.ts';
import { aggregate } from './aggregate.ts';
import type { Match } from './decide-table.ts';
import { DecisionStop } from './decision-stop.ts';
import type { Scope } from './model.ts';
import { same } from './same-value.ts';
import type { Session } from './session.ts';
import type { DecisionTable } from './table.ts';
import { shown } from './trace.ts';

/** What the rules that match answer together, by the hit policy; at least one matches. Throws DecisionStop. */
export function select(table: DecisionTable, matched: readonly Match[], scope: Scope, session: Session): Value {
  const first = matched[0];
  const second = matched[1];
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (second) {
        const message = `Rules ${matched.map(({ rule }) => rule).join(' and ')} match; only one may.`;
        throw new DecisionStop('rules-overlap', message, second.rule);
      }
      return first?.output ?? null;
    case 'ANY': {
      const other = matched.find(({ output }) => !same(output, first?.output ?? null, session));
      if (other) {
        const message = `Rules ${first?.rule} and ${other.rule} match with different results.`;
        throw new DecisionStop('rules-disagree', message, other.rule);
      }
      return first?.output ?? null;
    }
    case 'FIRST':
      return first?.output ?? null;
    case 'PRIORITY':
      return byPriority(table, matched, scope, session)[0]?.output ?? null;
    case 'OUTPUT ORDER':
      return byPriority(table, matched, scope, session).map(({ output }) => output);
    case 'RULE ORDER':
      return outputsOf(matched);
    case 'COLLECT':
      return table.aggregator === null ? outputsOf(matched) : aggregate(table.aggregator, outputsOf(matched), session);
    default:
      return table.hitPolicy satisfies never;
  }
}

function outputsOf(matched: readonly Match[]): readonly Value[] {
  return matched.map(({ output }) => output);
}

function byPriority(table: DecisionTable, matched: readonly Match[], scope: Scope, session: Session): readonly Match[] {
  const orders = table.outputs.map((output) => output.values?.(scope, session) ?? null);
  const ranked = matched.map((match) => ({
    match,
    rank: orders.map((order, index) => rank(table, match, order, index, session)),
  }));
  ranked.sort((a, b) => {
    const differing = a.rank.findIndex((position, index) => position !== b.rank[index]);
    return differing < 0 ? 0 : (a.rank[differing] ?? 0) - (b.rank[differing] ?? 0);
  });
  return ranked.map(({ match }) => match);
}

/** The place of an output in its list of values; 0 for an output without a list, which does not count. */
function rank(table: DecisionTable, match: Match, order: Value, index: number, session: Session): number {
  if (!isList(order)) return 0;
  const { output } = match;
  const name = table.outputs[index]?.name ?? '';
  const single = table.outputs.length === 1 ? output : isContext(output) ? (output[name] ?? null) : null;
  const place = order.findIndex((listed) =>
    listed instanceof FeelRange ? rangeHolds(listed, single) === true : same(listed, single, session),
  );
  if (place >= 0) return place;
  const message = `Rule ${match.rule} answers ${JSON.stringify(shown(single))}, which is not among the output values.`;
  throw new DecisionStop('output-not-allowed', message, match.rule);
}
