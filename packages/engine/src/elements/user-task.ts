import type { Behaviour, Outcome } from '../kernel/contracts.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Json } from '../kernel/types.ts';
import { asCount, asOptionalText, asTexts } from '../kernel/values.ts';
import { parseInstant } from '../time/instants.ts';

const PRIORITY = 50;

const NO_PRIORITY = Object.freeze({ ok: false, code: 'wrong-type' } as const);

function tooHigh(priority: number): string {
  return `The priority is ${priority}; it goes from 0 to 100.`;
}

/** An instant as text, or nothing. Left as it is written: the host knows its zone. */
function asOptionalInstant(value: Outcome<Json> | null, what: string): Outcome<string | null> {
  const text = asOptionalText(value, what);
  if (!text.ok || text.value === null || parseInstant(text.value) !== null) return text;
  return {
    ok: false,
    code: 'wrong-type',
    message: `${what} is no date or time such as 2026-01-31T16:00: "${text.value}".`,
  };
}

/** Work of a person: waits until the task is completed. Assignment as Camunda 8 documents it. */
export const userTask: Behaviour = {
  kind: 'userTask',
  enter(run, node, key) {
    const { task } = node;
    if (task === null) return run.complete(node, key, undefined);
    const at = (expression: typeof task.assignee) => (expression === null ? null : run.evaluate(expression, key));
    const assignee = asOptionalText(at(task.assignee), 'The assignee');
    if (!assignee.ok) return run.incident(key, assignee);
    const candidateGroups = asTexts(at(task.candidateGroups), 'candidateGroups');
    if (!candidateGroups.ok) return run.incident(key, candidateGroups);
    const candidateUsers = asTexts(at(task.candidateUsers), 'candidateUsers');
    if (!candidateUsers.ok) return run.incident(key, candidateUsers);
    const form = asOptionalText(at(task.form), 'The form');
    if (!form.ok) return run.incident(key, form);
    const dueDate = asOptionalInstant(at(task.dueDate), 'The due date');
    if (!dueDate.ok) return run.incident(key, dueDate);
    const followUpDate = asOptionalInstant(at(task.followUpDate), 'The follow-up date');
    if (!followUpDate.ok) return run.incident(key, followUpDate);
    const priority = asCount(at(task.priority) ?? { ok: true, value: PRIORITY }, 'The priority');
    if (!priority.ok) return run.incident(key, priority);
    if (priority.value > 100) return run.incident(key, { ...NO_PRIORITY, message: tooHigh(priority.value) });
    run.wait(
      node,
      key,
      { type: 'task' },
      {
        type: 'createTask',
        key,
        element: node.id,
        name: node.name,
        assignee: assignee.value,
        candidateGroups: candidateGroups.value,
        candidateUsers: candidateUsers.value,
        form: form.value,
        dueDate: dueDate.value,
        followUpDate: followUpDate.value,
        priority: priority.value,
        headers: task.headers,
        variables: run.instance(key).variables ?? NO_VARIABLES,
      },
    );
  },
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};
