import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { describeSpan, isRecording, linkTo } from '../platform/tracing/spans.ts';

const FIND = {
  name: 'circula-trace-of-wait',
  text: ['tasks', 'jobs', 'subscriptions']
    .map(
      (table) =>
        `select element, trace_context from ${table} where institution_id = $1 and instance_id = $2 and key = $3`,
    )
    .join(' union all '),
};

/**
 * Ties the span of a command to the one that made what the command ends: the task that a person completes weeks later, the
 * job of a worker outside, the message that was waited for. Timers, whose row is gone by then, are tied where they fire.
 */
export async function linkToWait(tx: Transaction, instance: string, key: number): Promise<void> {
  if (!isRecording()) return;
  const rows = await tx.execute<{ element: string | null; trace_context: string | null }>(FIND, [
    institutionOf(tx),
    instance,
    key,
  ]);
  for (const { element, trace_context } of rows) {
    if (element !== null) describeSpan({ 'circula.element': element });
    linkTo(trace_context);
  }
}
