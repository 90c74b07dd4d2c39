import type { EffectHandler } from './effect-handler.ts';

/** What has changed in a task, and what it is on its way to. A task of the same step is written as it is then. */
export const updateTask: EffectHandler<'updateTask'> = (rows, { key, changes, transition, denied }) => {
  const row = rows.tasks.get(key);
  if (row === undefined) rows.tasks.set(key, { changes, transition, denied });
  else if ('changes' in row) rows.tasks.set(key, { changes: { ...row.changes, ...changes }, transition, denied });
  else if (!('closed' in row)) rows.tasks.set(key, { ...row, ...changes, transition, denied });
};
