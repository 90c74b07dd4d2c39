import type { EffectHandler } from './effect-handler.ts';

/** Tells the caller of an escalation that nothing here catches. */
export const escalate: EffectHandler<'escalate'> = (rows, effect) => {
  rows.escalations.push(effect);
};
