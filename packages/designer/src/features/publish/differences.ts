import { APPLICANT, type Assignment } from '../../model/assignment.ts';
import { readDefinitions } from '../../model/moddle.ts';
import { type FileKind, fileKind, idOfPath, PROCESS_FILE, type ProcessFiles } from '../../model/process-files.ts';
import { type Branch, type Step, stepsOf } from '../../model/steps.ts';
import { formDifferences } from './form-differences.ts';
import { serviceDifferences } from './service-differences.ts';

/** One difference between two versions of a request type, as data; the words are in the texts. */
export type Difference =
  | { readonly kind: 'step-added' | 'step-removed'; readonly step: string; readonly element: string }
  | { readonly kind: 'step-renamed'; readonly from: string; readonly to: string; readonly element: string }
  | {
      readonly kind: 'step-who' | 'step-form' | 'step-stage';
      readonly step: string;
      readonly element: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'step-clock'; readonly step: string; readonly element: string; readonly stops: boolean }
  | { readonly kind: 'step-way' | 'step-condition' | 'step-settings'; readonly step: string; readonly element: string }
  | { readonly kind: 'field-added' | 'field-removed' | 'field-changed'; readonly form: string; readonly field: string }
  | { readonly kind: 'service-changed'; readonly part: string; readonly from: string; readonly to: string }
  | {
      readonly kind: 'file-added' | 'file-removed' | 'file-changed';
      readonly file: FileKind;
      readonly path: string;
      readonly name: string;
    };

/** Stands before the kind of a step without a name, where its name would be. */
export const KIND = '@kind:';

/** What is new, gone and different between a published version and a draft, flow first. Layout is not a difference. */
export async function differences(before: ProcessFiles, after: ProcessFiles): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byImportance);
  for (const path of paths) {
    const old = before[path];
    const now = after[path];
    if (old !== now) found.push(...(await fileDifferences(path, old, now)));
  }
  return found;
}

async function fileDifferences(
  path: string,
  old: string | undefined,
  now: string | undefined,
): Promise<readonly Difference[]> {
  const kind = fileKind(path);
  const about = { file: kind, path, name: idOfPath(path) };
  if (old === undefined) return [{ kind: 'file-added', ...about }];
  if (now === undefined) return [{ kind: 'file-removed', ...about }];
  const changed: Difference = { kind: 'file-changed', ...about };
  switch (kind) {
    case 'process':
      return flowDifferences(old, now).catch(() => [changed]);
    case 'form':
      return formDifferences(idOfPath(path), old, now) ?? [changed];
    case 'service':
      return serviceDifferences(old, now) ?? [changed];
    case 'decision':
    case 'document':
    case 'scenario':
    case 'other':
      return [changed];
  }
}

async function flowDifferences(old: string, now: string): Promise<readonly Difference[]> {
  const before = stepsOf(await readDefinitions(old));
  const after = stepsOf(await readDefinitions(now));
  const known = new Map(before.map((step) => [step.id, step]));
  const kept = new Set(after.map((step) => step.id));
  return [
    ...after.flatMap((step) => {
      const was = known.get(step.id);
      return was === undefined
        ? [{ kind: 'step-added' as const, step: label(step), element: step.id }]
        : stepDifferences(was, step);
    }),
    ...before
      .filter((step) => !kept.has(step.id))
      .map((step) => ({ kind: 'step-removed' as const, step: label(step), element: step.id })),
  ];
}

function stepDifferences(was: Step, is: Step): readonly Difference[] {
  const found: Difference[] = [];
  const about = { step: label(is), element: is.id };
  if (was.name !== is.name) found.push({ kind: 'step-renamed', from: label(was), to: label(is), element: is.id });
  if (who(was.who) !== who(is.who)) found.push({ kind: 'step-who', ...about, from: who(was.who), to: who(is.who) });
  if (was.form !== is.form) found.push({ kind: 'step-form', ...about, from: was.form ?? '', to: is.form ?? '' });
  if (was.stage !== is.stage) found.push({ kind: 'step-stage', ...about, from: was.stage ?? '', to: is.stage ?? '' });
  if (was.stopsClock !== is.stopsClock) found.push({ kind: 'step-clock', ...about, stops: is.stopsClock });
  if (ways(was.branches) !== ways(is.branches)) found.push({ kind: 'step-way', ...about });
  else if (conditions(was.branches) !== conditions(is.branches)) found.push({ kind: 'step-condition', ...about });
  if (was.settings !== is.settings) found.push({ kind: 'step-settings', ...about });
  return found;
}

/** A step by its name, or its kind when it has none. */
function label(step: Step): string {
  return step.name === '' ? `${KIND}${step.kind}` : step.name;
}

/** Who does it, comparable and readable: `=applicant`, or groups and expression. */
function who({ applicant, groups, assignee }: Assignment): string {
  return applicant ? APPLICANT : [...groups, ...(assignee === null ? [] : [assignee])].join(', ');
}

function ways(branches: readonly Branch[]): string {
  return JSON.stringify(branches.map((branch) => branch.target).sort());
}

function conditions(branches: readonly Branch[]): string {
  return JSON.stringify(branches.map(({ target, condition, isDefault }) => [target, condition, isDefault]).sort());
}

const importance: Readonly<Record<FileKind, number>> = {
  process: 0,
  service: 1,
  form: 2,
  decision: 3,
  document: 4,
  scenario: 5,
  other: 6,
};

function byImportance(a: string, b: string): number {
  const rank = (path: string): number => (path === PROCESS_FILE ? -1 : importance[fileKind(path)]);
  return rank(a) - rank(b) || a.localeCompare(b);
}
