import type { Behaviour } from '../kernel/contracts.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { asCount, asOptionalText, asTexts } from '../kernel/values.ts';

const PRIORITY = 50;

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
    const dueDate = asOptionalText(at(task.dueDate), 'The due date');
    if (!dueDate.ok) return run.incident(key, dueDate);
    const followUpDate = asOptionalText(at(task.followUpDate), 'The follow-up date');
    if (!followUpDate.ok) return run.incident(key, followUpDate);
    const priority = asCount(at(task.priority) ?? { ok: true, value: PRIORITY }, 'The priority');
    if (!priority.ok) return run.incident(key, priority);
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
        priority: Math.min(100, priority.value),
        headers: task.headers,
        variables: run.instance(key).variables ?? NO_VARIABLES,
      },
    );
  },
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};
