import { type Box, ENDS, extensionsOf, only, type Piece } from './node-writer.ts';
import type { Random } from './random.ts';
import { CONDITIONS, definitionsOf, ROOTS } from './random-events.ts';
import { ACTIVITIES, BOXES, type Context, type Pair, pairName } from './rows.ts';
import { ShapeWriter } from './shape-writer.ts';

export interface RandomModel {
  readonly xml: string;
  /** What begins an instance; null: the start event without a trigger. */
  readonly startEvent: string | null;
  /** Which pairs an element stands for, by its id. */
  readonly pairs: ReadonlyMap<string, readonly string[]>;
}

const LEAVES = [
  ...ACTIVITIES,
  ...['userTask', 'userTask', 'serviceTask', 'scriptTask'],
  ...['message', 'timer', 'signal', 'conditional', 'multiple', 'parallelMultiple'].map(
    (t) => `intermediateCatchEvent ${t}`,
  ),
  ...['none', 'message', 'signal', 'escalation', 'compensation', 'multiple'].map((t) => `intermediateThrowEvent ${t}`),
];
const WAITED = ['message', 'timer', 'signal', 'conditional', 'multiple', 'parallelMultiple', 'escalation'];

/** Makes a model in which the element of the pair can be reached in its context, among whatever chance adds. */
export function randomModel(random: Random, focus: Pair): RandomModel {
  return new ModelMaker(random, focus).make();
}

class ModelMaker extends ShapeWriter {
  readonly #focus: Pair;
  /** How much more may be written. */
  #budget: number;

  constructor(random: Random, focus: Pair) {
    super(random);
    this.#focus = focus;
    this.#budget = 4 + random.below(12);
  }

  make(): RandomModel {
    const box: Box = { context: 'process', type: 'process', xml: [], artifacts: [], depth: 0, undoable: [] };
    const { row, context } = this.#focus;
    const start = row.startsWith('startEvent') && row.endsWith('process') ? (row.split(' ')[1] ?? 'none') : 'none';
    let startEvent: string | null = null;
    const pieces: Piece[] = [];
    if (row === 'receive task instantiate') {
      startEvent = this.node(box, 'receiveTask', 'receive task instantiate', ' messageRef="m1" instantiate="true"');
      pieces.push(only(startEvent));
    } else {
      const definitions = definitionsOf(this.random, start, 'catch', true);
      const id = this.node(box, 'startEvent', `startEvent ${start} process`, '', definitions);
      if (start !== 'none') startEvent = id;
      pieces.push(only(id));
    }
    if (this.random.chance(0.25)) pieces.push(this.block(box));
    pieces.push(context === 'process' ? this.focused(box) : this.boxed(box, context));
    while (this.random.chance(0.5) && this.#budget > 0) pieces.push(this.block(box));
    if (this.random.chance(0.25)) this.eventSubProcess(box, null);
    pieces.push(only(this.end(box)));
    this.join(box, pieces);
    const xml = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:circula="urn:circula:bpmn:1.0" id="definitions" targetNamespace="urn:circula:proof">',
      ROOTS,
      '<bpmn:process id="process" isExecutable="true">',
      ...box.xml,
      ...box.artifacts,
      '</bpmn:process>',
      '</bpmn:definitions>',
    ].join('\n');
    return { xml, startEvent, pairs: this.pairs };
  }

  /** The element that the model is about, in the box. */
  focused(box: Box): Piece {
    const { row } = this.#focus;
    const [kind = '', trigger = '', position = ''] = row.split(' ');
    switch (row) {
      case 'exclusiveGateway':
      case 'parallelGateway':
      case 'inclusiveGateway':
      case 'complexGateway':
        return this.gateway(box, row);
      case 'eventBasedGateway':
        return this.eventGateway(box);
      case 'intermediateCatchEvent link':
      case 'intermediateThrowEvent link':
        return this.link(box);
      case 'multi-instance':
      case 'standard loop':
        return this.random.chance(0.1)
          ? this.box(box, 'subProcess', row, false)
          : this.activity(box, this.random.pick(ACTIVITIES), row);
      case 'isForCompensation':
        return this.border(box, 'compensation', 'interrupting');
      case 'default flow':
        return this.gateway(box, 'exclusiveGateway');
      case 'conditional flow from an activity':
        return this.conditional(box);
      case 'zeebe:ioMapping input':
      case 'zeebe:ioMapping output':
        return this.activity(box, this.random.pick(ACTIVITIES), null, row);
      case 'zeebe:executionListeners start':
      case 'zeebe:executionListeners end':
        return this.activity(box, this.random.pick(ACTIVITIES), null, null, '', row);
      case 'eventSubProcess':
        return this.eventSubProcess(box, null);
      default:
    }
    if (kind === 'zeebe:taskListeners') {
      const repeat = this.random.pick([null, null, 'multi-instance']);
      if (trigger !== 'canceling' || this.random.chance(0.3)) {
        return this.activity(box, 'userTask', repeat, null, '', row);
      }
      const [event, position] = [this.random.pick(['message', 'signal', 'timer', 'conditional']), 'interrupting'];
      return this.border(box, event, position, this.activity(box, 'userTask', repeat, null, '', row));
    }
    if (kind === 'boundaryEvent') return this.border(box, trigger, position);
    if (kind === 'endEvent') return this.ending(box, trigger);
    if (kind === 'startEvent' && position.startsWith('event')) {
      this.eventSubProcess(box, [trigger, position]);
      return this.thrown(box, trigger) ?? this.activity(box, 'userTask');
    }
    if (kind === 'startEvent' || kind === 'receive') return this.block(box);
    return (BOXES as readonly string[]).includes(row) ? this.box(box, row, null, false) : this.leaf(box, row);
  }

  /** A subprocess that is the context of the focus. */
  boxed(box: Box, context: Context): Piece {
    switch (context) {
      case 'eventSubProcess':
        this.eventSubProcess(box, [this.random.pick(['message', 'signal', 'timer', 'conditional']), this.mode()], true);
        return this.activity(box, 'userTask');
      case 'multi-instance':
      case 'standard loop':
        return this.box(box, this.random.pick(['subProcess', 'subProcess', 'transaction']), context, true);
      case 'process':
        return this.focused(box);
      default:
        return this.box(box, context, null, true);
    }
  }

  mode(): string {
    return this.random.chance(0.5) ? 'eventSubProcess' : 'eventSubProcess-nonInterrupting';
  }

  block(box: Box): Piece {
    const random = this.random;
    this.#budget -= 1;
    if (this.#budget <= 0 || box.depth > 3) return this.leaf(box, random.pick(LEAVES));
    const choice = random.next();
    if (choice < 0.35) return this.leaf(box, random.pick(LEAVES));
    if (choice < 0.55) {
      return this.gateway(
        box,
        random.pick(['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'complexGateway']),
      );
    }
    if (choice < 0.62) return this.tangle(box);
    if (choice < 0.67) return this.eventGateway(box);
    if (choice < 0.7) return this.conditional(box);
    if (choice < 0.72) return this.link(box);
    if (choice < 0.84) {
      const [trigger, position] = random.chance(0.5)
        ? [random.pick([...WAITED, 'error', 'cancel', 'compensation']), 'interrupting']
        : [random.pick(WAITED), 'nonInterrupting'];
      return this.border(box, trigger, position);
    }
    if (choice < 0.92) {
      return this.box(box, random.pick(BOXES), random.pick([null, null, 'multi-instance', 'standard loop']), false);
    }
    if (choice < 0.97 || box.type === 'adHocSubProcess') {
      return this.activity(box, random.pick(ACTIVITIES), random.pick([null, 'multi-instance', 'standard loop']));
    }
    return this.ending(box, random.pick(ENDS));
  }

  /** A subprocess; `focused`: the focus is in it. */
  box(outer: Box, type: string, repeat: string | null, focused: boolean): Piece {
    const random = this.random;
    const context = (repeat ?? type) as Context;
    const box: Box = { context, type, xml: [], artifacts: [], depth: outer.depth + 1, undoable: [] };
    const id = this.id(type);
    let attributes = '';
    let tail = '';
    const extensions = random.chance(0.1) ? [this.mapping(null)] : [];
    if (type === 'adHocSubProcess') {
      const begins: string[] = [];
      const pieces = [this.activity(box, 'userTask'), ...(focused ? [this.led(box, this.focused(box))] : [])];
      while (pieces.length < 2 || random.chance(0.3)) pieces.push(this.block(box));
      for (const { first, last } of pieces) {
        begins.push(first);
        if (random.chance(0.3)) this.flow(box, last, this.activity(box, 'userTask').first);
      }
      if (random.chance(0.25)) this.eventSubProcess(box, null);
      const worker = random.chance(0.4);
      if (worker) extensions.push(`<zeebe:taskDefinition type="${random.pick(['decide', 'decide', '=who'])}"/>`);
      if (!worker && random.chance(0.4)) attributes += ' ordering="Sequential"';
      if (!worker && random.chance(0.3)) attributes += ' cancelRemainingInstances="false"';
      if (!worker && random.chance(0.3))
        tail = `<bpmn:completionCondition>${random.pick(CONDITIONS)}</bpmn:completionCondition>`;
      if (!worker && random.chance(0.3))
        extensions.push(
          `<zeebe:adHoc activeElementsCollection="=[&quot;${random.pick(begins)}&quot;${random.chance(0.1) ? ', who' : ''}]"/>`,
        );
    } else this.inside(box, focused);
    const rows = [type, ...(repeat === null ? [] : [repeat])];
    const xml = `${extensionsOf(extensions)}${this.repeat(repeat)}${box.xml.join('\n')}${box.artifacts.join('')}${tail}`;
    this.node(outer, type, rows, attributes, xml, id);
    const endsByCancel = box.xml.some(
      (one) => one.includes('cancelEventDefinition') && one.startsWith('<bpmn:endEvent'),
    );
    if (type === 'transaction' && (endsByCancel || random.chance(0.3))) {
      const cancel = this.node(
        outer,
        'boundaryEvent',
        'boundaryEvent cancel interrupting',
        ` attachedToRef="${id}"`,
        '<bpmn:cancelEventDefinition/>',
      );
      this.flow(outer, cancel, outer.type === 'adHocSubProcess' ? this.activity(outer, 'task').first : this.end(outer));
    }
    return only(id);
  }

  /** In an ad-hoc subprocess only activities are begun: sometimes one leads to what is to be reached. */
  led(box: Box, piece: Piece): Piece {
    if (this.random.chance(0.6)) return piece;
    const { first, last } = this.activity(box, this.random.pick(['task', 'userTask', 'scriptTask']));
    this.flow(box, last, piece.first);
    return { first, last: piece.last };
  }

  /** What is between start and end of a subprocess. */
  inside(box: Box, focused: boolean): void {
    const random = this.random;
    // without a start event, what nothing leads to begins
    const pieces = random.chance(0.95)
      ? [only(this.node(box, 'startEvent', 'startEvent none subProcess'))]
      : [this.activity(box, random.pick(['userTask', 'task']))];
    if (random.chance(focused ? 0.1 : 0.3)) pieces.push(this.block(box));
    if (focused) pieces.push(this.focused(box));
    while (pieces.length < 2 || random.chance(0.3)) pieces.push(this.block(box));
    if (random.chance(0.2)) this.eventSubProcess(box, null);
    pieces.push(only(this.end(box)));
    this.join(box, pieces);
  }

  eventSubProcess(outer: Box, start: readonly [string, string] | null, focused = false): Piece {
    const random = this.random;
    const position = start?.[1] ?? this.mode();
    const interrupting = position === 'eventSubProcess';
    const trigger = start?.[0] ?? random.pick(interrupting ? [...WAITED, 'error', 'error'] : WAITED);
    const box: Box = {
      context: 'eventSubProcess',
      type: 'eventSubProcess',
      xml: [],
      artifacts: [],
      depth: outer.depth + 1,
      undoable: [],
    };
    const attributes = `${interrupting ? '' : ' isInterrupting="false"'}${trigger === 'parallelMultiple' ? ' parallelMultiple="true"' : ''}`;
    const definitions = definitionsOf(random, trigger, 'catch-all', !interrupting);
    const id = this.id('eventSubProcess');
    const starts = this.node(box, 'startEvent', [], attributes, definitions);
    this.pairs.set(starts, [pairName({ row: `startEvent ${trigger} ${position}`, context: outer.context })]);
    const pieces = [only(starts)];
    if (focused) pieces.push(this.focused(box));
    else if (random.chance(0.7)) pieces.push(this.block(box));
    if (random.chance(0.1)) this.eventSubProcess(box, null);
    pieces.push(only(this.end(box)));
    this.join(box, pieces);
    this.node(
      outer,
      'subProcess',
      'eventSubProcess',
      ' triggeredByEvent="true"',
      box.xml.join('\n') + box.artifacts.join(''),
      id,
    );
    return this.activity(outer, random.pick(['userTask', 'serviceTask', 'scriptTask', 'callActivity']));
  }

  /** An activity with a boundary event, whose way comes back or ends. */
  border(box: Box, trigger: string, position: string, given: Piece | null = null): Piece {
    const random = this.random;
    if (trigger === 'cancel') {
      const inner = this.box(box, 'transaction', random.chance(0.2) ? 'multi-instance' : null, false);
      return inner;
    }
    const host =
      given ??
      this.thrown(box, trigger) ??
      (random.chance(0.35)
        ? this.box(
            box,
            random.pick(['subProcess', 'subProcess', 'transaction']),
            random.pick([null, null, null, 'multi-instance']),
            false,
          )
        : this.activity(
            box,
            random.pick(['userTask', 'serviceTask', 'userTask', 'receiveTask', 'callActivity']),
            random.pick([null, null, null, 'multi-instance', 'standard loop']),
          ));
    if (trigger === 'compensation') {
      const event = this.node(
        box,
        'boundaryEvent',
        'boundaryEvent compensation interrupting',
        ` attachedToRef="${host.first}"`,
        '<bpmn:compensateEventDefinition/>',
      );
      const handler = this.activity(
        box,
        random.pick(['userTask', 'serviceTask', 'scriptTask', 'callActivity']),
        null,
        null,
        ' isForCompensation="true"',
      );
      this.pairs.get(handler.first)?.push(pairName({ row: 'isForCompensation', context: box.context }));
      this.pairs.get(handler.first)?.push(...(this.pairs.get(event) ?? []));
      box.artifacts.push(
        `<bpmn:association id="${this.id('association')}" sourceRef="${event}" targetRef="${handler.first}"/>`,
      );
      box.undoable.push(host.first);
      const thrown = this.leaf(box, 'intermediateThrowEvent compensation');
      this.flow(box, host.last, thrown.first);
      return { first: host.first, last: thrown.last };
    }
    const interrupting = position === 'interrupting';
    const attributes = ` attachedToRef="${host.first}"${interrupting ? '' : ' cancelActivity="false"'}${trigger === 'parallelMultiple' ? ' parallelMultiple="true"' : ''}`;
    const row = `boundaryEvent ${trigger} ${position}`;
    const event = this.node(
      box,
      'boundaryEvent',
      row,
      attributes,
      definitionsOf(random, trigger, 'catch-all', !interrupting),
    );
    if (random.chance(0.5)) {
      const join = this.node(box, random.pick(['exclusiveGateway', 'inclusiveGateway', 'inclusiveGateway']), []);
      this.flow(box, host.last, join);
      this.flow(box, event, join);
      return { first: host.first, last: join };
    }
    const aside = this.block(box);
    this.flow(box, event, aside.first);
    if (random.chance(0.3)) this.border2(box, host.first);
    return host;
  }

  /** Something that throws what is to be caught; null: that is left to chance. */
  thrown(box: Box, trigger: string): Piece | null {
    const throws = trigger === 'error' || trigger === 'escalation';
    return throws && this.random.chance(0.6) ? this.throwing(box, trigger) : null;
  }

  /** A second boundary event of the same activity. */
  border2(box: Box, host: string): void {
    const trigger = this.random.pick(['error', 'message', 'escalation', 'signal']);
    const event = this.node(
      box,
      'boundaryEvent',
      `boundaryEvent ${trigger} interrupting`,
      ` attachedToRef="${host}"`,
      definitionsOf(this.random, trigger, 'catch', false),
    );
    this.flow(box, event, this.activity(box, 'task').first);
  }
}
