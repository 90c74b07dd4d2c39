import type { Transaction } from '../../persistence/transaction.ts';
import { definitionById } from '../catalogue/index.ts';
import type { TaskRow } from './task-row.ts';

/** Whether the model has listeners for the task: then the engine is told of everything that is asked of it. */
export async function hasListeners(tx: Transaction, task: TaskRow): Promise<boolean> {
  const { model } = await definitionById(tx, task.definition_id);
  return (model.process.nodes.get(task.element)?.task?.listeners ?? null) !== null;
}
