import type { RequestTypeFiles, RequestTypeModel } from '../request-type-model.ts';
import type { Diagnostic } from '../schemas.ts';
import { checkFee } from './check-fee.ts';
import { diagnose, lineOfPointer } from './json-file.ts';
import { type ModelReference, modelReferences } from './model-references.ts';

/** What a request type may count on where it is published. */
export interface CheckContext {
  /** Group slugs that somebody of the institution holds. */
  readonly groups: ReadonlySet<string>;
  /** Office slugs of the institution. */
  readonly offices: ReadonlySet<string>;
  /** Job types that the server carries out; all others but `circula.…` are left to workers outside. */
  readonly jobTypes: ReadonlySet<string>;
  /** It was checked when it was published: rules that came later do not make it unusable. */
  readonly published?: boolean;
}

/** Everything that one file says about another: forms, jobs, stages, groups, decisions, templates, offices. */
export function crossCheck(model: RequestTypeModel, context: CheckContext, files: RequestTypeFiles): Diagnostic[] {
  return [
    ...modelReferences(model.xml).flatMap((reference) => checkReference(reference, model, context)),
    ...checkService(model, context, files['service.json'] ?? ''),
  ];
}

function checkReference(reference: ModelReference, model: RequestTypeModel, context: CheckContext): Diagnostic[] {
  const say = (code: string, message: string, severity: 'error' | 'warning' = 'error'): Diagnostic =>
    diagnose('process.bpmn', code, message, { element: reference.element, line: reference.line, severity });
  const { value } = reference;
  switch (reference.kind) {
    case 'form':
      return model.forms.has(value) ? [] : [say('form-missing', `There is no form ${value}`)];
    case 'stage':
      return model.service.stages.some((stage) => stage.id === value)
        ? []
        : [say('stage-missing', `service.json has no stage ${value}`)];
    case 'groups':
      return value.startsWith('=')
        ? []
        : groupsOf(value)
            .filter((group) => !context.groups.has(group))
            .map((group) => say('group-missing', `Nobody of the institution is in the group ${group}`));
    case 'job':
      return checkJob(reference, model, context, say);
    default: {
      const never: never = reference.kind;
      return never;
    }
  }
}

function checkJob(
  reference: ModelReference,
  model: RequestTypeModel,
  context: CheckContext,
  say: (code: string, message: string, severity?: 'error' | 'warning') => Diagnostic,
): Diagnostic[] {
  const { value: jobType, headers } = reference;
  if (!context.jobTypes.has(jobType)) {
    if (jobType.startsWith('circula.')) {
      return [say('job-type-unknown', `The server carries out no job of the type ${jobType}`)];
    }
    return [say('job-for-workers', `A program outside must fetch jobs of the type ${jobType}`, 'warning')];
  }
  const need = (name: string): Diagnostic[] =>
    (headers.get(name) ?? '') === '' ? [say('job-header-missing', `A job ${jobType} needs the header ${name}`)] : [];
  switch (jobType) {
    case 'circula.document': {
      const template = headers.get('template') ?? '';
      const known = template === '' || model.templates.has(template);
      return [
        ...need('template'),
        ...need('title'),
        ...(known ? [] : [say('template-missing', `There is no document template ${template}`)]),
      ];
    }
    case 'circula.http':
      return need('url');
    case 'circula.mail':
      return [...need('to'), ...need('subject'), ...need('text')];
    case 'circula.register':
      return need('register');
    case 'circula.notify': {
      const to = headers.get('to') ?? '';
      const known = to === '' || to === 'applicant' || context.groups.has(to);
      return [
        ...need('template'),
        ...need('to'),
        ...(known ? [] : [say('group-missing', `Nobody of the institution is in the group ${to}`)]),
      ];
    }
    default:
      return [];
  }
}

function checkService(model: RequestTypeModel, context: CheckContext, text: string): Diagnostic[] {
  const { service } = model;
  const found: Diagnostic[] = [];
  const say = (pointer: string, code: string, message: string, element: string): void => {
    found.push(diagnose('service.json', code, message, { element, line: lineOfPointer(text, pointer) }));
  };
  if (!model.forms.has(service.form)) say('/form', 'form-missing', `There is no form ${service.form}`, service.form);
  for (const stage of service.stages)
    if (!context.offices.has(stage.office))
      say('/stages', 'office-missing', `The institution has no office ${stage.office}`, stage.id);
  for (const output of service.outputs)
    if (!model.templates.has(output.template))
      say('/outputs', 'template-missing', `There is no document template ${output.template}`, output.template);
  found.push(...checkFee(model, context, text));
  return found;
}

/** The slugs of a `candidateGroups` list. */
export function groupsOf(list: string): string[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
