import type { Expression } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Json, Variables } from '../kernel/types.ts';
import type { Deployed } from './deployments.ts';

/** A start event of a process that something has happened for. */
export interface Start {
  readonly deployed: Deployed;
  readonly startEvent: string;
}

export function messageStarts(all: readonly Deployed[], message: string, at: number): Start[] {
  return startsWith(
    all,
    ({ process }) => process.messageStarts.map((one) => [one.startEvent, one.message]),
    message,
    at,
  );
}

export function signalStarts(all: readonly Deployed[], signal: string, at: number): Start[] {
  return startsWith(all, ({ process }) => process.signalStarts.map((one) => [one.startEvent, one.signal]), signal, at);
}

/** The conditional start events whose condition holds with these variables. */
export function conditionStarts(all: readonly Deployed[], variables: Variables, at: number): Start[] {
  const conditions = ({ process }: Deployed) =>
    process.conditionStarts.map((one): [string, Expression] => [one.startEvent, one.condition]);
  return startsWith(all, conditions, true, at, variables);
}

function startsWith(
  all: readonly Deployed[],
  named: (deployed: Deployed) => readonly [startEvent: string, expression: Expression][],
  wanted: Json,
  at: number,
  variables: Variables = NO_VARIABLES,
): Start[] {
  return all.flatMap((deployed) =>
    named(deployed).flatMap(([startEvent, expression]) => {
      const value = expression.evaluate(variables, { at });
      return value.ok && value.value === wanted ? [{ deployed, startEvent }] : [];
    }),
  );
}

/** Of events that start a process only together, those that a start event has been waiting for start no other instance. */
export function notWaitedFor(starts: readonly Start[], places: ReadonlySet<string>): Start[] {
  return starts.filter(({ deployed, startEvent }) => {
    const [element = '', part] = startEvent.split('#');
    return part === undefined || !places.has(`${deployed.process.id} ${element}`);
  });
}
