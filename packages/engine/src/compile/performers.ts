import type { Expression } from '../kernel/graph.ts';
import { refuse } from './check-node.ts';
import { constant } from './expressions.ts';
import { child, list, text } from './model.ts';
import type { Reading } from './reading.ts';

export interface Performers {
  readonly assignee: Expression | null;
  readonly candidateGroups: Expression | null;
  readonly candidateUsers: Expression | null;
}

/** `user(ana), group(clerks)`: the notation that other engines made customary. */
const CUSTOMARY = /^(?:user|group)\([^()]*\)(?:\s*,\s*(?:user|group)\([^()]*\))*$/;

/**
 * Who works on a user task by BPMN's own means (BPMN 2.0.2 §10.3.4): a resource is a group; an expression gives the
 * assignee of a performer and the candidate groups of potential owners. Null when nobody is named.
 */
export function readPerformers(reading: Reading): Performers | null {
  const { element, id, diagnostics, expressions } = reading;
  const groups: string[] = [];
  const users: string[] = [];
  let assignee: Expression | null = null;
  let owners: Expression | null = null;
  const roles = list(element, 'resources');
  for (const role of roles) {
    if (list(role, 'resourceParameterBindings').length > 0) refuse(diagnostics, 'resource parameter', id);
    const resource = child(role, 'resourceRef');
    if (resource !== null) groups.push(text(resource, 'name') ?? text(resource, 'id') ?? '');
    const assignment = child(child(role, 'resourceAssignmentExpression'), 'expression');
    const source = (text(assignment, 'body') ?? '').trim();
    if (assignment === null || source === '') continue;
    if (CUSTOMARY.test(source)) {
      for (const [, kind, name = ''] of source.matchAll(/(user|group)\(([^()]*)\)/g)) {
        (kind === 'user' ? users : groups).push(name.trim());
      }
    } else if (role.$type === 'bpmn:PotentialOwner') {
      owners = expressions.formal(assignment, id);
    } else {
      assignee = expressions.formal(assignment, id);
    }
  }
  if (roles.length === 0) return null;
  if (owners !== null && groups.length > 0) {
    diagnostics.error('bad-value', id, 'Name the potential owners either by resources or by an expression, not both.');
  }
  return {
    assignee,
    candidateGroups: owners ?? (groups.length === 0 ? null : constant(groups, groups.join(', '))),
    candidateUsers: users.length === 0 ? null : constant(users, users.join(', ')),
  };
}
