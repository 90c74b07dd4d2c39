import type { Group } from '../api/designer-api.ts';
import { type Assignment, assignmentOf, NOBODY } from '../model/assignment.ts';
import type { Texts } from '../texts/index.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { Choice, PropertiesGroup } from './group.ts';

export const APPLICANT_CHOICE = '@applicant';
export const ANYONE_CHOICE = '';

/** Who does the step: a group of the institution, or the applicant. */
export const assignmentGroup: PropertiesGroup = {
  id: 'assignment',
  entries: (element, { texts, groups, edit, expert }, { choice, text }) => {
    if (!isOne(element, 'bpmn:UserTask')) return [];
    const current = (): Assignment => assignmentOf(modelOf(element));
    const expression = text({
      id: 'assignee',
      label: texts.properties.whoExpression,
      hint: texts.properties.whoExpressionHint,
      get: () => current().assignee ?? '',
      set: (value) => edit.assign(element, { ...current(), applicant: false, assignee: value === '' ? null : value }),
    });
    return [
      choice({
        id: 'who',
        label: texts.properties.who,
        get: () => choiceOf(current()),
        set: (value) => edit.assign(element, chosen(value, current())),
        options: () => assignmentChoices(groups(), current(), texts),
      }),
      ...(expert() || current().assignee !== null ? [expression] : []),
    ];
  },
};

/** The option that stands for an assignment. */
export function choiceOf({ applicant, groups }: Assignment): string {
  return applicant ? APPLICANT_CHOICE : groups.join(', ');
}

/** The assignment after an option was chosen; a person's expression stays with a group, and ends with the applicant. */
export function chosen(value: string, before: Assignment): Assignment {
  if (value === APPLICANT_CHOICE) return { ...NOBODY, applicant: true };
  if (value === ANYONE_CHOICE) return NOBODY;
  const groups = value.startsWith('=') ? [value] : value.split(',').map((group) => group.trim());
  return { applicant: false, groups, assignee: before.assignee };
}

/** Anyone, the applicant, each group, and what the model says when it is none of these. */
export function assignmentChoices(groups: readonly Group[], current: Assignment, texts: Texts): readonly Choice[] {
  const known = [
    { value: ANYONE_CHOICE, label: texts.steps.anyone },
    { value: APPLICANT_CHOICE, label: texts.steps.applicant },
    ...groups.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const value = choiceOf(current);
  return known.some((choice) => choice.value === value) ? known : [...known, { value, label: value }];
}
