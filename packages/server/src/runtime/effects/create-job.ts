import type { EffectHandler } from './effect-handler.ts';

/** Queues a job for its handler. */
export const createJob: EffectHandler<'createJob'> = (rows, effect) => {
  const { key, element, jobType, retries, headers, variables } = effect;
  rows.jobs.set(key, { kind: 'service', element, jobType, retries, payload: { headers, variables } });
};
