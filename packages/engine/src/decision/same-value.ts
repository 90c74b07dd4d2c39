import { equals } from '../expression/operators.ts';
import type { Value } from '../expression/values.ts';
import type { Session } from './session.ts';

/** Whether two results are the same value. */
export function same(a: Value, b: Value, session: Session): boolean {
  return (a === null && b === null) || equals(a, b, session.time.budget) === true;
}
