import { CALENDAR_FUNCTION_TYPES } from '../deadline/index.ts';
import type { DecisionModel } from '../decision/index.ts';
import { checkExpression, type FeelType, oneType } from '../expression/index.ts';
import { asJsonType, typeOfJson } from '../expression/json-type.ts';
import type { Expression, Mapping, Process, ProcessNode } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { decisionType } from './decision-types.ts';
import type { NotedExpression } from './expressions.ts';

/** Types of variables by name. */
export type Types = Readonly<Record<string, FeelType>>;

/** What a host knows about the variables of its processes. Values are as JSON: dates are texts. */
export interface ProcessTypes {
  /** Variables that every instance is started with; there are no others. */
  readonly variables: Types;
  /** What a completed task brings, by the id of its form. */
  readonly forms: Readonly<Record<string, Types>>;
  /** What a completed task without a form brings; anything when absent. */
  readonly tasksWithoutForm?: Types;
  /** What a job brings, by its type. One whose type is not here may bring anything. */
  readonly jobs?: Readonly<Record<string, Types>>;
}

/** The variables of a process, as far as the model says. */
export interface ProcessVariables {
  readonly types: Types;
  /** Whether something may write variables of other names: a message, a job, a task without a form. */
  readonly open: boolean;
  /** Elements whose own result may have any names, which only their output mappings see. */
  readonly openInside: ReadonlySet<string>;
}

const ANY: FeelType = { kind: 'any' };
const NUMBER: FeelType = { kind: 'number' };
/** Types that follow from other types settle after a few rounds; each round only uses what is certain. */
const ROUNDS = 3;

/** What runs of a repeated activity and gateways give to their own expressions. */
const COUNTS: Types = {
  loopCounter: NUMBER,
  numberOfInstances: NUMBER,
  numberOfActiveInstances: NUMBER,
  numberOfCompletedInstances: NUMBER,
  numberOfTerminatedInstances: NUMBER,
};
const GATEWAY: Types = {
  activationCount: NUMBER,
  tokens: { kind: 'context', entries: {} },
  waitingForStart: { kind: 'boolean' },
};

/** Collects who writes which variable in a process, and of what type; names of inner scopes count everywhere. */
export function variablesOf(
  process: Process,
  noted: readonly NotedExpression[],
  decisions: readonly DecisionModel[],
  given: ProcessTypes | null,
): ProcessVariables {
  const feel = new Set(noted.map(({ expression }) => expression));
  const known = new Map<Expression, KnownType>();
  let types: Types = given?.variables ?? {};
  for (let round = 0; ; round += 1) {
    const collected = new Collector(types, feel, known, decisions, given);
    for (const node of process.nodes.values()) collected.add(node.single ?? node, node);
    types = collected.types();
    if (round === ROUNDS) return { types, open: collected.open, openInside: collected.openInside };
  }
}

/** The type of an expression with the types of what it reads. */
interface KnownType {
  readonly reads: string;
  readonly type: FeelType;
}

class Collector {
  open: boolean;
  readonly openInside = new Set<string>();
  readonly #written = new Map<string, FeelType[]>();
  readonly #before: Types;
  readonly #feel: ReadonlySet<Expression>;
  readonly #known: Map<Expression, KnownType>;
  readonly #decisions: readonly DecisionModel[];
  readonly #given: ProcessTypes | null;

  constructor(
    before: Types,
    feel: ReadonlySet<Expression>,
    known: Map<Expression, KnownType>,
    decisions: readonly DecisionModel[],
    given: ProcessTypes | null,
  ) {
    this.#before = { ...before, ...CALENDAR_FUNCTION_TYPES };
    this.#known = known;
    this.#feel = feel;
    this.#decisions = decisions;
    this.#given = given;
    this.open = given === null;
    this.#writeAll(given?.variables ?? {});
  }

  types(): Types {
    return Object.fromEntries([...this.#written].map(([name, types]) => [name, oneType(types)]));
  }

  /** `whole`: the repeated activity that `node` is one run of, or the node itself. */
  add(node: ProcessNode, whole: ProcessNode): void {
    for (const mapping of [...node.inputs, ...node.outputs]) this.#map(mapping);
    if (node.kind === 'complexGateway') this.#writeAll(GATEWAY);
    this.#loop(whole);
    const result = this.#resultOf(node);
    if (result === 'anything') {
      if (node.outputs.length > 0) this.openInside.add(node.id);
      else this.open = true;
    } else this.#writeAll(result);
  }

  #write(name: string, type: FeelType): void {
    if (name === '__proto__') return;
    this.#written.set(name, [...(this.#written.get(name) ?? []), type]);
  }

  #writeAll(types: Types): void {
    for (const [name, type] of Object.entries(types)) this.#write(name, type);
  }

  #map({ source, target }: Mapping): void {
    const [name, ...path] = target;
    this.#write(name, path.length === 0 ? this.#typeOf(source) : ANY);
  }

  #typeOf(expression: Expression): FeelType {
    if (this.#feel.has(expression)) return this.#inferred(expression);
    if (expression.reads.length > 0) return ANY;
    const value = expression.evaluate(NO_VARIABLES, { at: 0 });
    // a variable that begins unset may become anything
    return value.ok && value.value !== null ? typeOfJson(value.value) : ANY;
  }

  #inferred(expression: Expression): FeelType {
    const reads = expression.reads.map((name) => JSON.stringify(this.#before[name] ?? ANY)).join();
    const known = this.#known.get(expression);
    if (known?.reads === reads) return known.type;
    const type = asJsonType(checkExpression(expression.source, this.#before).type);
    this.#known.set(expression, { reads, type });
    return type;
  }

  #loop({ loop }: ProcessNode): void {
    if (loop === null) return;
    this.#writeAll(COUNTS);
    const collection = loop.collection === null ? ANY : this.#typeOf(loop.collection);
    if (loop.item !== null) this.#write(loop.item, collection.kind === 'list' ? collection.element : ANY);
    if (loop.outputItem !== null) this.#write(loop.outputItem, ANY);
    if (loop.output === null) return;
    const element = loop.outputElement === null ? ANY : this.#typeOf(loop.outputElement);
    this.#write(loop.output, { kind: 'list', element });
  }

  /** What the element's work or event brings. */
  #resultOf(node: ProcessNode): Types | 'anything' {
    const { task, job, script, decision, call } = node;
    if (task !== null && task.form === null) return this.#given?.tasksWithoutForm ?? 'anything';
    if (task !== null) return this.#among(task.form, this.#given?.forms);
    if (decision !== null) {
      const id = this.#constant(decision.id);
      return { [decision.result]: id === null ? ANY : asJsonType(decisionType(this.#decisions, id)) };
    }
    if (job !== null) return this.#among(job.type, this.#given?.jobs);
    if (script !== null) {
      const type = this.#typeOf(script.expression);
      if (script.result !== null) return { [script.result]: type };
      return type.kind === 'context' && Object.keys(type.entries).length > 0 ? type.entries : 'anything';
    }
    if (call !== null) return call.returnAllVariables ? 'anything' : {};
    return [node, ...node.parts].some(brings) ? 'anything' : {};
  }

  #among(key: Expression | null, by: Readonly<Record<string, Types>> | undefined): Types | 'anything' {
    const id = key === null ? null : this.#constant(key);
    const types = id === null || by === undefined || !Object.hasOwn(by, id) ? undefined : by[id];
    return types ?? 'anything';
  }

  #constant(expression: Expression): string | null {
    if (this.#feel.has(expression)) return null;
    const value = expression.evaluate(NO_VARIABLES, { at: 0 });
    return value.ok && typeof value.value === 'string' ? value.value : null;
  }
}

const THROWS = new Set<ProcessNode['kind']>(['endEvent', 'intermediateThrowEvent', 'sendTask']);

/** Events that come with variables. */
function brings({ kind, message, signal, error, escalation }: ProcessNode): boolean {
  return !THROWS.has(kind) && [message, signal, error, escalation].some((one) => one !== null);
}
