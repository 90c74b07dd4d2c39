import type { Effect } from '@circula/engine';
import type { StepRows } from '../step-rows.ts';

/** Turns one kind of effect into row changes of the step. Pure: the runner writes all rows in one statement. */
export type EffectHandler<T extends Effect['type']> = (rows: StepRows, effect: Extract<Effect, { type: T }>) => void;
