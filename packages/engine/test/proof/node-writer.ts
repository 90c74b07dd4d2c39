import type { Random } from './random.ts';
import { CONDITIONS, definitionsOf } from './random-events.ts';
import { executionListeners, taskListeners, withExtension } from './random-listeners.ts';
import { type Context, pairName } from './rows.ts';

/** A piece of a model with one way in and one way out. */
export interface Piece {
  readonly first: string;
  readonly last: string;
}

/** What is being written: a process or a subprocess. */
export interface Box {
  readonly context: Context;
  readonly type: string;
  readonly xml: string[];
  readonly artifacts: string[];
  readonly depth: number;
  /** Activities that can be undone. */
  readonly undoable: string[];
}

export const ENDS = [
  'none',
  'none',
  'none',
  'message',
  'signal',
  'error',
  'escalation',
  'compensation',
  'terminate',
  'multiple',
];
const MAPPABLE =
  /^(userTask|serviceTask|scriptTask|businessRuleTask|sendTask|receiveTask|callActivity|subProcess|task|manualTask)$/;

/** Writes nodes and flows of random models, and remembers what each stands for. */
export class NodeWriter {
  readonly random: Random;
  /** Which pairs an element stands for, by its id. */
  readonly pairs = new Map<string, string[]>();
  #count = 0;

  constructor(random: Random) {
    this.random = random;
  }

  leaf(box: Box, row: string): Piece {
    const [kind = '', trigger = ''] = row.split(' ');
    if (!kind.startsWith('intermediate')) return this.activity(box, row);
    const catching = kind === 'intermediateCatchEvent';
    const parallel = trigger === 'parallelMultiple' ? ' parallelMultiple="true"' : '';
    const definitions = definitionsOf(this.random, trigger, catching ? 'catch' : 'throw', false);
    const compensates = trigger === 'compensation' && box.undoable.length > 0 && this.random.chance(0.5);
    const which = compensates ? ` activityRef="${this.random.pick(box.undoable)}"` : '';
    return only(
      this.node(box, kind, row, parallel, definitions.replace('<bpmn:compensateEventDefinition', `$&${which}`)),
    );
  }

  activity(
    box: Box,
    kind: string,
    repeat: string | null = null,
    mapping: string | null = null,
    attributes = '',
    listeners: string | null = null,
  ): Piece {
    const random = this.random;
    const maps = mapping !== null || random.chance(0.15);
    const extensions: string[] = [];
    const asked: string[] = [];
    let inside = '';
    let more = attributes;
    switch (kind) {
      case 'userTask':
        if (random.chance(0.3))
          extensions.push(
            `<zeebe:assignmentDefinition assignee="${random.pick(['=who', 'ann'])}" candidateGroups="${random.pick(['x, y', '=[who]'])}"/>`,
          );
        if (random.chance(0.1)) extensions.push('<zeebe:priorityDefinition priority="=n"/>');
        if (listeners?.startsWith('zeebe:task') === true || random.chance(0.06)) {
          const { xml, rows } = taskListeners(random, listeners);
          extensions.push(xml);
          asked.push(...rows);
        }
        break;
      case 'serviceTask':
        if (random.chance(0.5))
          extensions.push(
            `<zeebe:taskDefinition type="${random.pick(['work', '=who'])}" retries="${random.pick(['2', '=n'])}"/>`,
          );
        break;
      case 'scriptTask':
        inside = random.pick([
          '<bpmn:script>{ n: if n = null then 1 else n + 1 }</bpmn:script>',
          '<bpmn:script>{ a: a + 1, b: not(b) }</bpmn:script>',
          '<bpmn:script>{ c: 1, fresh: n }</bpmn:script>',
        ]);
        break;
      case 'sendTask':
        if (random.chance(0.6)) more += ` messageRef="${random.pick(['m1', 'm2', 'm3'])}"`;
        break;
      case 'receiveTask':
        more += ` messageRef="${random.pick(['m1', 'm2', 'm3'])}"`;
        break;
      case 'callActivity':
        extensions.push(
          `<zeebe:calledElement processId="${random.pick(['other', '=who'])}"${random.pick(['', ' propagateAllChildVariables="false"', ' propagateAllParentVariables="false"'])}/>`,
        );
        break;
      default:
    }
    const mapped = maps && MAPPABLE.test(kind) ? this.mapping(mapping) : '';
    if (mapped !== '') extensions.push(mapped);
    const loop = this.repeat(repeat);
    const rows = [kind, ...(repeat === null ? [] : [repeat]), ...asked];
    for (const way of ['input', 'output']) if (mapped.includes(`<zeebe:${way}`)) rows.push(`zeebe:ioMapping ${way}`);
    const xml = `${extensionsOf(extensions)}${loop}${inside}`;
    return only(this.node(box, kind, rows, more, xml, null, listeners));
  }

  mapping(row: string | null): string {
    const random = this.random;
    const input = random.pick([
      '<zeebe:input source="=a" target="local"/>',
      '<zeebe:input source="=n + 1" target="a"/>',
      '<zeebe:input source="=who" target="deep.name"/><zeebe:input source="=deep.name" target="b"/>',
    ]);
    const output = random.pick([
      '<zeebe:output source="=a" target="c"/>',
      '<zeebe:output source="=local" target="n"/>',
      '<zeebe:output source="=b" target="deep.b"/>',
    ]);
    const both = row === null ? random.pick([input, output, input + output]) : row.endsWith('input') ? input : output;
    return `<zeebe:ioMapping>${both}</zeebe:ioMapping>`;
  }

  repeat(repeat: string | null): string {
    const random = this.random;
    if (repeat === null) return '';
    if (repeat === 'standard loop') {
      const before = random.chance(0.5) ? ' testBefore="true"' : '';
      return random.chance(0.6)
        ? `<bpmn:standardLoopCharacteristics loopMaximum="${1 + random.below(3)}"${before}><bpmn:loopCondition>${random.pick(CONDITIONS)}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`
        : `<bpmn:standardLoopCharacteristics loopMaximum="${random.below(3)}"${before}/>`;
    }
    const sequential = random.chance(0.5) ? ' isSequential="true"' : '';
    const done = random.chance(0.3)
      ? `<bpmn:completionCondition>${random.pick(['numberOfCompletedInstances > 1', 'numberOfActiveInstances = 1', 'b', 'loopCounter = 2', 'count(results[item != null]) &gt; 1'])}</bpmn:completionCondition>`
      : '';
    if (random.chance(0.4)) {
      return `<bpmn:multiInstanceLoopCharacteristics${sequential}><bpmn:loopCardinality>${random.pick(['2', '3', 'n', 'a'])}</bpmn:loopCardinality>${done}</bpmn:multiInstanceLoopCharacteristics>`;
    }
    const output = random.pick([
      '',
      ' outputCollection="results" outputElement="=result"',
      ' outputCollection="results" outputElement="=item"',
      ' outputCollection="items" outputElement="=a + loopCounter"',
    ]);
    const item = random.chance(0.8) ? ' inputElement="item"' : '';
    const zeebe = `<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items"${item}${output}/></bpmn:extensionElements>`;
    return `<bpmn:multiInstanceLoopCharacteristics${sequential}>${zeebe}${done}</bpmn:multiInstanceLoopCharacteristics>`;
  }

  end(box: Box, wanted: string | null = null): string {
    const random = this.random;
    if (box.type === 'adHocSubProcess') return this.activity(box, 'task').first;
    const trigger = wanted ?? (box.type === 'transaction' && random.chance(0.3) ? 'cancel' : random.pick(ENDS));
    return this.node(box, 'endEvent', `endEvent ${trigger}`, '', definitionsOf(random, trigger, 'throw', false));
  }

  join(box: Box, pieces: readonly Piece[]): void {
    for (const [index, { last }] of pieces.entries()) {
      const next = pieces[index + 1];
      if (next !== undefined) this.flow(box, last, next.first);
    }
  }

  node(
    box: Box,
    type: string,
    rows: string | readonly string[],
    attributes = '',
    inside = '',
    given: string | null = null,
    listeners: string | null = null,
  ): string {
    const id = given ?? this.id(type);
    const named = typeof rows === 'string' ? [rows] : rows;
    const { xml, rows: more } = executionListeners(this.random, type, inside, listeners);
    box.xml.push(`<bpmn:${type} id="${id}"${attributes}>${withExtension(inside, xml)}</bpmn:${type}>`);
    this.pairs.set(
      id,
      [...named, ...more].map((row) => pairName({ row, context: box.context })),
    );
    return id;
  }

  flow(box: Box, source: string, target: string, condition: string | null = null, id = this.id('flow')): void {
    const inside =
      condition === null
        ? ''
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${condition}</bpmn:conditionExpression>`;
    box.xml.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inside}</bpmn:sequenceFlow>`,
    );
  }

  id(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${this.#count}`;
  }
}

export function only(id: string): Piece {
  return { first: id, last: id };
}

export function extensionsOf(extensions: readonly string[]): string {
  return extensions.length === 0 ? '' : `<bpmn:extensionElements>${extensions.join('')}</bpmn:extensionElements>`;
}
