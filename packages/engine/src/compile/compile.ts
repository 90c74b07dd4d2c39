import { calendarFunctions, type WorkCalendar } from '../deadline/index.ts';
import type { DecisionModel } from '../decision/index.ts';
import type { Follower, Process, ProcessNode } from '../kernel/graph.ts';
import { checkCollaboration } from './check-collaboration.ts';
import { checkMessageStarts } from './check-doubles.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkExtensions } from './check-node.ts';
import { checkStarts } from './check-starts.ts';
import { type Diagnostic, Diagnostics, type Position } from './diagnostics.ts';
import { refuseEndlessLoops } from './endless-loops.ts';
import { Expressions } from './expressions.ts';
import { checkForeign } from './foreign.ts';
import { isGlobalTask, processOf, taskIdOf } from './global-tasks.ts';
import { buildGraph } from './graph.ts';
import { child, type Element, extension, idOf, list, text } from './model.ts';
import { type ModelFile, modelFile } from './model-file.ts';
import { beginsInstances } from './node-kinds.ts';
import { readProcess } from './process-reading.ts';
import type { ProcessTypes } from './process-variables.ts';
import type { Definitions } from './read-xml.ts';
import { reportUnread } from './report-unread.ts';
import type { LaterDecisions, Surroundings } from './surroundings.ts';
import { reportUnreachable } from './unreachable.ts';

/** What a model is compiled with besides itself. */
export interface CompileOptions {
  /** Decisions that business rule tasks may call: the model is checked against them. */
  readonly decisions?: readonly DecisionModel[];
  /**
   * Where others are that were deployed by themselves, then and later. A task that finds none gets a warning, and when it
   * is carried out an incident; it is an error when `decisions` are all there are.
   */
  readonly later?: LaterDecisions;
  /** The days on which the institution works: gives expressions and decisions their functions (`working days after`). */
  readonly calendar?: WorkCalendar;
  /** What the host knows about the variables of the processes; with it expressions are checked for unknown names. */
  readonly types?: ProcessTypes;
  /** `false`: a model that was checked when it was published; expressions are only compiled, doubtful parts let through. */
  readonly check?: boolean;
}

/**
 * Makes frozen processes of what was read. A process with an error is not among them; every part of the model that
 * would not be carried out as written has a diagnostic.
 */
export function compile(
  definitions: Definitions,
  options: CompileOptions = {},
): { processes: Process[]; diagnostics: Diagnostic[] } {
  const roots = list(definitions.root, 'rootElements');
  const globalTasks = roots.filter(isGlobalTask);
  const positions = new Map(definitions.positions);
  for (const task of globalTasks) {
    const position = positions.get(idOf(task));
    if (position !== undefined) positions.set(taskIdOf(task), position);
  }
  const diagnostics = new Diagnostics(positions, options.check === false);
  checkForeign(definitions.foreign, diagnostics);
  const elements = roots.filter((root) => root.$type === 'bpmn:Process');
  const executable = elements.filter(
    (element) => element.isExecutable !== false && list(element, 'flowElements').length > 0,
  );
  for (const element of elements) {
    if (executable.includes(element)) continue;
    const why = element.isExecutable === false ? 'not executable (isExecutable="false")' : 'empty';
    diagnostics.warning('process-not-executable', idOf(element), `The process is ${why} and is left out.`);
  }
  executable.push(...globalTasks.map(processOf));
  if (executable.length === 0) reportNothing(definitions.root, elements, diagnostics);
  reportUnread(definitions.root, executable, diagnostics);
  for (const root of roots) checkCollaboration(root, executable, diagnostics);
  const { calendar = null, decisions = [] } = options;
  const later = options.later ?? (options.decisions === undefined ? () => undefined : null);
  const functions = calendar === null ? {} : calendarFunctions(calendar);
  const language = diagnostics.stored ? null : languageOf(definitions.root);
  const expressions = new Expressions(diagnostics, functions, language);
  const file = modelFile(definitions.root, executable, new Expressions(diagnostics, functions, language), diagnostics);
  const around: Surroundings = { diagnostics, expressions, decisions, later, calendar };
  const processes: Process[] = [];
  for (const element of executable) {
    const from = expressions.noted.length;
    const process = compileProcess(element, file, positions, around);
    if (process === null) continue;
    if (options.check !== false) {
      const noted = expressions.noted.slice(from);
      checkExpressions({ process, noted, decisions, types: options.types ?? null, diagnostics });
    }
    processes.push(process);
  }
  return { processes: diagnostics.failed ? [] : processes, diagnostics: diagnostics.list };
}

/** The language of the file's expressions. XPath is what BPMN 2.0.2 calls the default, and what is written unasked. */
function languageOf(definitions: Element): string | null {
  const language = Object.hasOwn(definitions, 'expressionLanguage') ? text(definitions, 'expressionLanguage') : null;
  return language !== null && /xpath/i.test(language) ? null : language;
}

function compileProcess(
  element: Element,
  file: ModelFile,
  positions: ReadonlyMap<string, Position>,
  around: Surroundings,
): Process | null {
  const { diagnostics } = around;
  const id = idOf(element);
  if (id === '') {
    diagnostics.error('missing-id', null, 'A process has no id.');
    return null;
  }
  checkExtensions(element, id, null, diagnostics);
  const reading = readProcess(element, id, file, around);
  const { nodes, flows, starts, arms } = buildGraph(element, id, positions, around, reading);
  const root = [...nodes.values()].filter((node) => node.scope === id);
  reportUnreachable(nodes, [...starts, ...root.filter(beginsInstances)], id, diagnostics);
  const named = root.filter((node) => node.instantiates).flatMap(startsOf);
  if (!diagnostics.stored) {
    checkMessageStarts(named, diagnostics);
    checkStarts(named, diagnostics);
    refuseEndlessLoops(nodes.values(), diagnostics);
  }
  if (starts.length === 0 && named.length === 0) diagnostics.error('no-start', id, 'Nothing starts the process.');
  const process: Process = {
    id,
    name: text(element, 'name') ?? id,
    returns: returnsOf(element, file),
    versionTag: text(extension(element, 'zeebe:VersionTag'), 'value'),
    nodes,
    flows,
    root: Object.freeze({ id, starts: Object.freeze(starts), arms }),
    messageStarts: Object.freeze(
      named.flatMap(({ id: startEvent, message }) => (message === null ? [] : [{ startEvent, message: message.name }])),
    ),
    timerStarts: Object.freeze(
      named.flatMap(({ id: startEvent, timer }) => (timer === null ? [] : [{ startEvent, timer }])),
    ),
    compensates: [...nodes.values()].some((node) => node.compensation !== null || node.single?.compensation),
    lingers: [...nodes.values()].some(({ task }) => (task?.listeners?.canceling.length ?? 0) > 0),
    ...reading.listeners,
    forms: reading.forms,
    signalStarts: Object.freeze(
      named.flatMap(({ id: startEvent, signal }) => (signal === null ? [] : [{ startEvent, signal }])),
    ),
    conditionStarts: Object.freeze(
      named.flatMap(({ id: startEvent, condition }) => (condition === null ? [] : [{ startEvent, condition }])),
    ),
    followers: Object.freeze([...nodes.values()].flatMap((node) => followerOf(node, id))),
    converging: Object.freeze([...nodes.values()].filter((node) => node.converges)),
  };
  return Object.freeze(process);
}

function reportNothing(definitions: Element, processes: readonly Element[], diagnostics: Diagnostics): void {
  const drawn = processes.find((process) => process.isExecutable === false);
  const [first = definitions] = drawn === undefined ? processes : [drawn];
  const hint = drawn === undefined ? 'Draw a process in it.' : 'Set isExecutable="true" on the one that should run.';
  const message = `The file has no executable process. ${hint}`;
  diagnostics.error('no-process', idOf(first) || null, message, {}, first.$at);
}

/** Names of the data outputs; null when it declares none. */
function returnsOf(process: Element, { data }: ModelFile): readonly string[] | null {
  const outputs = list(child(process, 'ioSpecification'), 'dataOutputs').flatMap((output) => data.of(output) ?? []);
  return outputs.length === 0 ? null : Object.freeze(outputs);
}

/** What starts a process: an event, or one of those that start it only together, by its number. */
function startsOf(node: ProcessNode): readonly ProcessNode[] {
  if (node.trigger !== 'parallelMultiple') return partsOf(node);
  return node.parts.map((part, index) => ({ ...part, id: `${node.id}#${index + 1}` }));
}

function partsOf(node: ProcessNode): readonly ProcessNode[] {
  return node.parts.length > 0 ? node.parts : [node];
}

function followerOf(node: ProcessNode, process: string): Follower[] {
  if (node.kind === 'startEvent' && node.scope === process) return [];
  return partsOf(node).flatMap(({ timer, condition, filter, activation, availability }): Follower[] => {
    const followed =
      activation?.reads.filter((name) => name !== 'activationCount' && name !== 'tokens') ??
      (timer?.follow === true ? timer.value.reads : (filter?.names ?? condition?.reads ?? []));
    const reads = [...followed, ...(availability?.reads ?? [])];
    if (reads.length === 0) return [];
    return [Object.freeze({ element: node.id, reads: Object.freeze(reads), only: filter?.only ?? null })];
  });
}
