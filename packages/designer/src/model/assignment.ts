import { type ExtensionChange, extension } from './extensions.ts';
import { type ModdleElement, text } from './moddle.ts';

/** Who carries out a step. `assignee` is an expression or login set besides or instead of the groups. */
export interface Assignment {
  readonly applicant: boolean;
  readonly groups: readonly string[];
  readonly assignee: string | null;
}

/** The expression that names the applicant; the runner provides the variable. */
export const APPLICANT = '=applicant';

export const NOBODY: Assignment = { applicant: false, groups: [], assignee: null };

/** Reads `zeebe:assignmentDefinition`. Groups given as an expression are kept as one group of that text. */
export function assignmentOf(of: ModdleElement): Assignment {
  const definition = extension(of, 'zeebe:AssignmentDefinition');
  if (definition === null) return NOBODY;
  const assignee = text(definition, 'assignee').trim();
  const listed = text(definition, 'candidateGroups').trim();
  const groups = listed.startsWith('=')
    ? [listed]
    : listed
        .split(',')
        .map((group) => group.trim())
        .filter((group) => group !== '');
  const applicant = assignee.replaceAll(' ', '') === APPLICANT;
  return { applicant, groups, assignee: applicant || assignee === '' ? null : assignee };
}

/** The change that writes an assignment; other attributes (candidate users) stay when a group is chosen. */
export function assignmentChange(assignment: Assignment): ExtensionChange {
  const { applicant, groups, assignee } = assignment;
  const attributes = {
    assignee: applicant ? APPLICANT : (assignee ?? undefined),
    candidateGroups: applicant || groups.length === 0 ? undefined : groups.join(', '),
  };
  const empty = attributes.assignee === undefined && attributes.candidateGroups === undefined;
  return { type: 'zeebe:AssignmentDefinition', attributes: empty ? null : attributes };
}
