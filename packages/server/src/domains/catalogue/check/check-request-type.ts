import {
  compile,
  type DecisionModel,
  type Process,
  type ProcessTypes,
  read,
  readDecisionFiles,
  romanianCalendar,
} from '@circula/engine';
import { readForm } from '@circula/forms';
import { checkHtml, readTemplate, type Template } from '../../documents/index.ts';
import type { ReadForm, RequestTypeFiles, RequestTypeModel } from '../request-type-model.ts';
import type { Diagnostic } from '../schemas.ts';
import { type CheckContext, crossCheck } from './cross-check.ts';
import { diagnose, readJsonFile } from './json-file.ts';
import { readService } from './read-service.ts';
import { requestProcessTypes } from './request-types.ts';

/** Which functions there are does not depend on the days of the institution. */
const ANY_CALENDAR = romanianCalendar();
/** A condition is judged over variables, and before the start nobody has any. */
const NO_CONDITION_STARTS =
  'Nothing here could judge a condition before the process has variables; start it by a message, a signal or a timer';
const MAX_TOTAL = 4_000_000;
const KNOWN_FILE =
  /^(service\.json|process\.bpmn|README\.md|forms\/[\w-]+\.form|decisions\/[\w-]+\.dmn|documents\/[\w-]+\.html|scenarios\/[\w-]+\.json)$/;

/**
 * Reads every file of a request type and checks them one by one and against each other and the institution. The model
 * is there when no diagnostic is an error. Never throws on bad input.
 */
export async function checkRequestType(
  files: RequestTypeFiles,
  context: CheckContext,
): Promise<{ model: RequestTypeModel | null; diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const total = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  if (total > MAX_TOTAL)
    return {
      model: null,
      diagnostics: [diagnose(null, 'files-too-large', `The files have more than ${MAX_TOTAL} characters`)],
    };
  for (const file of Object.keys(files))
    if (!KNOWN_FILE.test(file))
      diagnostics.push(diagnose(file.slice(0, 200), 'file-unknown', 'A request type has no such file'));

  const { service, diagnostics: serviceFaults } = readService(files['service.json']);
  diagnostics.push(...serviceFaults);
  const decisions = await readAllDecisions(files, diagnostics);
  const forms = readForms(files, diagnostics);
  const templates = readTemplates(files, diagnostics);
  const scenarios = readScenarios(files, diagnostics);
  const xml = files['process.bpmn'] ?? '';
  const application = service === null ? undefined : forms.get(service.form)?.form;
  const types = context.published === true ? null : requestProcessTypes(application, forms);
  const processes = await readProcesses(files['process.bpmn'], decisions, types, diagnostics);

  if (service === null) return { model: null, diagnostics };
  const process = processes.find((one) => one.id === service.process);
  if (process === undefined) {
    if (processes.length > 0)
      diagnostics.push(
        diagnose('service.json', 'process-missing', `process.bpmn has no process ${service.process}`, {
          element: service.process,
        }),
      );
    return { model: null, diagnostics };
  }
  const model: RequestTypeModel = { service, process, xml, forms, decisions, templates, scenarios };
  diagnostics.push(...crossCheck(model, context, files));
  return { model: diagnostics.some((one) => one.severity === 'error') ? null : model, diagnostics };
}

function filesOf(files: RequestTypeFiles, folder: string, ending: string): [id: string, file: string, text: string][] {
  return Object.entries(files)
    .filter(([file]) => file.startsWith(`${folder}/`) && file.endsWith(ending) && KNOWN_FILE.test(file))
    .map(([file, text]) => [file.slice(folder.length + 1, -ending.length), file, text]);
}

async function readAllDecisions(files: RequestTypeFiles, diagnostics: Diagnostic[]): Promise<DecisionModel[]> {
  const tables = filesOf(files, 'decisions', '.dmn').map(([, name, xml]) => ({ name, xml }));
  const read = await readDecisionFiles(tables);
  diagnostics.push(...read.diagnostics.map((one) => ({ ...one, file: one.file ?? '' })));
  return [...(read.models ?? [])];
}

async function readProcesses(
  xml: string | undefined,
  decisions: readonly DecisionModel[],
  types: ProcessTypes | null,
  diagnostics: Diagnostic[],
): Promise<readonly Process[]> {
  const file = 'process.bpmn';
  if (xml === undefined) {
    diagnostics.push(diagnose(file, 'file-missing', 'process.bpmn is missing'));
    return [];
  }
  const result = await read(xml);
  diagnostics.push(...result.diagnostics.map((one) => ({ ...one, file })));
  if (result.definitions === null) return [];
  const compiled = compile(result.definitions, {
    decisions,
    calendar: ANY_CALENDAR,
    ...(types === null ? { check: false } : { types }),
  });
  diagnostics.push(...compiled.diagnostics.map((one) => ({ ...one, file })));
  for (const { startEvent } of compiled.processes.flatMap((process) => process.conditionStarts))
    diagnostics.push(diagnose(file, 'start-not-triggered', NO_CONDITION_STARTS, { element: startEvent }));
  return compiled.processes;
}

function readForms(files: RequestTypeFiles, diagnostics: Diagnostic[]): Map<string, ReadForm> {
  const forms = new Map<string, ReadForm>();
  for (const [id, file, text] of filesOf(files, 'forms', '.form')) {
    const { value, diagnostic } = readJsonFile(file, text);
    if (diagnostic !== null) {
      diagnostics.push(diagnostic);
      continue;
    }
    const { form, problems } = readForm(value);
    for (const problem of problems)
      diagnostics.push(diagnose(file, problem.code, problem.message, { element: problem.field }));
    if (form === null) continue;
    if (form.id !== id)
      diagnostics.push(
        diagnose(file, 'form-id-differs', `The form ${form.id} must be in forms/${form.id}.form`, { element: form.id }),
      );
    forms.set(form.id, { form, source: value as ReadForm['source'] });
  }
  return forms;
}

function readTemplates(files: RequestTypeFiles, diagnostics: Diagnostic[]): Map<string, Template> {
  const templates = new Map<string, Template>();
  for (const [id, file, text] of filesOf(files, 'documents', '.html')) {
    const { template, problems } = readTemplate(text);
    for (const problem of [...problems, ...checkHtml(text)])
      diagnostics.push(
        diagnose(file, problem.code, problem.message, {
          line: problem.line,
          column: 'column' in problem ? problem.column : null,
        }),
      );
    if (template !== null) templates.set(id, template);
  }
  return templates;
}

function readScenarios(files: RequestTypeFiles, diagnostics: Diagnostic[]): Map<string, unknown> {
  const scenarios = new Map<string, unknown>();
  for (const [name, file, text] of filesOf(files, 'scenarios', '.json')) {
    const { value, diagnostic } = readJsonFile(file, text);
    if (diagnostic === null) scenarios.set(name, value);
    else diagnostics.push(diagnostic);
  }
  return scenarios;
}
