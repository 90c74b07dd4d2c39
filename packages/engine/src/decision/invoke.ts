import { Callable, type Value } from '../expression/values.ts';
import { DecisionStop } from './decision-stop.ts';
import { feelTypeOf, fit, fits, type ItemType } from './item-type.ts';
import type { Logic, Parameter, Scope } from './model.ts';
import type { Session } from './session.ts';

/** A value as a type takes it, or null (DMN 1.5, 10.3.2.9.4). */
export function fitted(value: Value, type: ItemType | null, session: Session): Value {
  if (type === null || value === null || fits(value, type)) return value;
  const found = fit(value, type, session);
  return found.ok ? found.value : null;
}

interface Definition {
  readonly parameters: readonly Parameter[];
  readonly logic: Logic;
  readonly type: ItemType | null;
}

/** A function value whose body sees a scope and its parameters; it never outlives the session. */
export function callableOf(
  { parameters, logic, type }: Definition,
  scope: Scope,
  session: Session,
  own: string | null = null,
): Callable {
  const feel = { parameters: parameters.map(typeOrAny), result: type === null ? { kind: 'any' } : feelTypeOf(type) };
  const callable: Callable = new Callable(
    parameters.map(({ name }) => name),
    (args) => {
      const inner: { [name: string]: Value } = { ...scope };
      if (own !== null) inner[own] = callable;
      for (const [index, { name, type: wanted }] of parameters.entries()) {
        const value = args[index] ?? null;
        const found = wanted === null ? { ok: true as const, value } : fit(value, wanted, session);
        // an argument of another type makes the whole call null (DMN 1.5, chapter 10, function invocation)
        if (!found.ok) return null;
        inner[name] = found.value;
      }
      session.time.budget.enter();
      try {
        return fitted(logic(inner, session), type, session);
      } catch (error) {
        if (error instanceof DecisionStop) session.stopped ??= error;
        throw error;
      } finally {
        session.time.budget.leave();
      }
    },
    { signature: feel },
  );
  return callable;
}

function typeOrAny({ type }: Parameter): unknown {
  return type === null ? { kind: 'any' } : feelTypeOf(type);
}
