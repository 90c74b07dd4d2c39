import { feelTypeOf } from '../decision/item-type.ts';
import type { Decision, DecisionModel, InputData } from '../decision/model.ts';
import type { FeelType } from '../expression/index.ts';

const ANY: FeelType = { kind: 'any' };

/** What a decision answers with, as far as it is declared. */
export function decisionType(models: readonly DecisionModel[], id: string): FeelType {
  const type = decisionOf(models, id)?.type ?? null;
  return type === null ? ANY : feelTypeOf(type);
}

export function decisionOf(models: readonly DecisionModel[], id: string): Decision | undefined {
  return models.find((model) => model.decisions.has(id))?.decisions.get(id);
}

/** The input data that a decision needs, by itself and through the decisions that it requires. */
export function inputsOf(decision: Decision): readonly InputData[] {
  const found = new Set<InputData>();
  const seen = new Set<Decision>();
  const visit = (one: Decision): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const { target } of one.requirements) {
      if (target.kind === 'input') found.add(target);
      else if (target.kind === 'decision') visit(target);
    }
  };
  visit(decision);
  return [...found];
}
