import type { Behaviour, Outcome, Run } from '../kernel/contracts.ts';
import { createTask } from '../kernel/create-task.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { TaskChanges } from '../kernel/job-result.ts';
import { BLANK, isTaskChange, type TaskProperties } from '../kernel/task-state.ts';
import type { Json, Key } from '../kernel/types.ts';
import { asCount, asOptionalText, asTexts } from '../kernel/values.ts';
import { parseInstant } from '../time/instants.ts';

const HIGHEST_PRIORITY = 100;

const WRONG = Object.freeze({ ok: false, code: 'wrong-type' } as const);

/** Work of a person: waits until the task is completed. */
export const userTask: Behaviour = {
  kind: 'userTask',
  enter(run, node, key) {
    const { task } = node;
    if (task === null) return run.complete(node, key, undefined);
    const properties = taskProperties(run, node, key);
    if (!properties.ok) return run.incident(key, properties);
    if (task.listeners === null) {
      const { variables } = run.instance(key);
      run.wait(node, key, { type: 'task' }, createTask(node, key, properties.value, variables));
    } else {
      run.beginTask(node, key, properties.value);
    }
  },
  properties: taskProperties,
  change: readTaskChanges,
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};

/** What the model says of the task of an element instance. Assignment as Camunda 8 documents it. */
function taskProperties(run: Run, node: ProcessNode, key: Key): Outcome<TaskProperties> {
  const { task } = node;
  if (task === null) return { ok: true, value: BLANK };
  const at = (expression: typeof task.assignee) => (expression === null ? null : run.evaluate(expression, key));
  const assignee = asOptionalText(at(task.assignee), 'The assignee');
  if (!assignee.ok) return assignee;
  const candidateGroups = asTexts(at(task.candidateGroups), 'candidateGroups');
  if (!candidateGroups.ok) return candidateGroups;
  const candidateUsers = asTexts(at(task.candidateUsers), 'candidateUsers');
  if (!candidateUsers.ok) return candidateUsers;
  const form = asOptionalText(at(task.form), 'The form');
  if (!form.ok) return form;
  const dueDate = asOptionalInstant(at(task.dueDate), 'The due date');
  if (!dueDate.ok) return dueDate;
  const followUpDate = asOptionalInstant(at(task.followUpDate), 'The follow-up date');
  if (!followUpDate.ok) return followUpDate;
  const priority = asCount(at(task.priority) ?? { ok: true, value: BLANK.priority }, 'The priority');
  if (!priority.ok) return priority;
  if (priority.value > HIGHEST_PRIORITY) return { ...WRONG, message: tooHigh(priority.value) };
  return {
    ok: true,
    value: {
      assignee: assignee.value,
      candidateGroups: candidateGroups.value,
      candidateUsers: candidateUsers.value,
      form: form.value,
      dueDate: dueDate.value,
      followUpDate: followUpDate.value,
      priority: priority.value,
    },
  };
}

/** An instant as text, or nothing. Left as it is written: the host knows its zone. */
function asOptionalInstant(value: Outcome<Json> | null, what: string): Outcome<string | null> {
  const text = asOptionalText(value, what);
  if (!text.ok || text.value === null || parseInstant(text.value) !== null) return text;
  return { ...WRONG, message: noInstant(what, text.value) };
}

function noInstant(what: string, text: string): string {
  return `${what} is no date or time such as 2026-01-31T16:00: "${text}".`;
}

function tooHigh(priority: number): string {
  return `The priority is ${priority}; it goes from 0 to ${HIGHEST_PRIORITY}.`;
}

/**
 * The changes, as they are kept: an empty assignee or date is none. Or why a task cannot be changed so.
 */
function readTaskChanges(given: TaskChanges): TaskChanges | string {
  const changes: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(given) as [string, Json | undefined][]) {
    if (value === undefined) continue;
    if (!isTaskChange(name)) return `A task has no ${name} that could be changed.`;
    const problem = problemOf(name, value);
    if (problem !== null) return problem;
    changes[name] = value === '' ? null : value;
  }
  return changes;
}

function problemOf(name: keyof TaskChanges, value: Json): string | null {
  switch (name) {
    case 'assignee':
      return value === null || typeof value === 'string' ? null : 'The assignee is a text or null.';
    case 'candidateGroups':
    case 'candidateUsers':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? null
        : `${name} is a list of texts.`;
    case 'dueDate':
    case 'followUpDate':
      if (value === null || value === '') return null;
      return typeof value === 'string' && parseInstant(value) !== null ? null : noInstant(name, JSON.stringify(value));
    case 'priority':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
        return `The priority is a whole number from 0 to ${HIGHEST_PRIORITY}.`;
      }
      return value > HIGHEST_PRIORITY ? tooHigh(value) : null;
    default:
      throw new Error(`unknown change ${String(name satisfies never)}`);
  }
}
