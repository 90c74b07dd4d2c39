import { type Box, NodeWriter, only, type Piece } from './node-writer.ts';
import { CONDITIONS } from './random-events.ts';
import { pairName } from './rows.ts';

/** Pieces of a model in which paths part and meet. */
export abstract class ShapeWriter extends NodeWriter {
  /** Whatever chance picks. */
  abstract block(box: Box): Piece;

  /** Branches between two gateways, or to an end. */
  gateway(box: Box, kind: string): Piece {
    const random = this.random;
    const [fork, join] = [this.id('fork'), this.id('join')];
    const branches = 2 + random.below(2);
    const conditional = kind !== 'parallelGateway';
    const hasDefault = kind === 'exclusiveGateway' || random.chance(0.6);
    let fallback = '';
    for (let branch = 0; branch < branches; branch += 1) {
      const flow = this.id('flow');
      const isDefault = conditional && hasDefault && branch === branches - 1;
      if (isDefault) fallback = ` default="${flow}"`;
      const condition =
        conditional && !isDefault && (kind === 'exclusiveGateway' || random.chance(0.8))
          ? random.pick(CONDITIONS)
          : null;
      if (random.chance(0.15)) {
        this.flow(box, fork, join, condition, flow);
        continue;
      }
      const { first, last } = this.block(box);
      this.flow(box, fork, first, condition, flow);
      if (random.chance(0.9)) this.flow(box, last, join);
    }
    // sometimes what comes together is not what went apart
    const closing = random.chance(0.8)
      ? kind
      : random.pick(['exclusiveGateway', 'inclusiveGateway', 'parallelGateway', 'complexGateway']);
    const opening = kind === 'complexGateway' ? 'inclusiveGateway' : kind;
    const activation =
      closing === 'complexGateway' && random.chance(0.6)
        ? `<bpmn:activationCondition>${random.pick(['activationCount >= 1', 'activationCount > 1', 'activationCount = 2 or b'])}</bpmn:activationCondition>`
        : '';
    this.node(box, opening, [opening, ...(fallback === '' ? [] : ['default flow'])], fallback, '', fork);
    this.node(box, closing, closing, '', activation, join);
    if (closing !== 'complexGateway' || random.chance(0.5)) return { first: fork, last: join };
    const after = this.activity(box, 'userTask');
    this.flow(box, join, after.first, random.pick(['waitingForStart', 'true', 'not(waitingForStart) or b']));
    return { first: fork, last: after.last };
  }

  /** Nodes with flows from anywhere to anywhere; flows that go back lead to user tasks, so that each round waits. */
  tangle(box: Box): Piece {
    const random = this.random;
    const kinds = [
      'parallelGateway',
      'inclusiveGateway',
      'inclusiveGateway',
      'complexGateway',
      'userTask',
      'task',
      'serviceTask',
      'userTask',
    ];
    const nodes = Array.from({ length: 4 + random.below(4) }, () => {
      const kind = random.pick(kinds);
      return { kind, id: this.id('node') };
    });
    const [first, last] = [this.id('node'), this.id('node')];
    const all = [
      { kind: 'inclusiveGateway', id: first },
      ...nodes,
      { kind: random.pick(['inclusiveGateway', 'exclusiveGateway']), id: last },
    ];
    const outgoing = new Map<string, string[]>();
    for (const [index, { id, kind }] of all.entries()) {
      if (index === all.length - 1) break;
      const wanted = random.chance(0.5) ? 1 : 2;
      const targets = new Set<number>([index + 1 + random.below(Math.min(3, all.length - index - 1))]);
      for (let more = 1; more < wanted; more += 1) targets.add(1 + random.below(all.length - 1));
      for (const target of targets) {
        const to = all[target];
        if (to === undefined || (target <= index && to.kind !== 'userTask')) continue;
        const conditional = kind !== 'parallelGateway' && targets.size > 1 && random.chance(0.5);
        const flow = this.id('flow');
        this.flow(box, id, to.id, conditional ? random.pick(CONDITIONS) : null, flow);
        outgoing.set(id, [...(outgoing.get(id) ?? []), flow]);
      }
    }
    // what nothing leads to would start by itself
    const reached = new Set(box.xml.flatMap((one) => /targetRef="([^"]+)"/.exec(one)?.[1] ?? []));
    for (const { id } of nodes) if (!reached.has(id)) this.flow(box, first, id);
    for (const { id, kind } of all) {
      const flows = outgoing.get(id) ?? [];
      const conditions = flows.length > 1 && kind !== 'parallelGateway';
      const fallback =
        conditions && random.chance(0.7)
          ? flows.find((flow) => !box.xml.some((one) => one.includes(`id="${flow}"`) && one.includes('condition')))
          : undefined;
      this.node(box, kind, kind, fallback === undefined ? '' : ` default="${fallback}"`, '', id);
    }
    return { first, last };
  }

  eventGateway(box: Box): Piece {
    const random = this.random;
    const gateway = this.node(box, 'eventBasedGateway', 'eventBasedGateway');
    const join = this.id('join');
    // behind one gateway messages are awaited by events or by tasks
    const message = random.pick(['message', 'receive']);
    for (let count = 2 + random.below(2); count > 0; count -= 1) {
      const trigger = random.pick([message, 'timer', 'signal', 'conditional', 'multiple']);
      const { first, last } =
        trigger === 'receive' ? this.activity(box, 'receiveTask') : this.leaf(box, `intermediateCatchEvent ${trigger}`);
      this.flow(box, gateway, first);
      this.flow(box, last, join);
    }
    this.node(box, 'exclusiveGateway', 'exclusiveGateway', '', '', join);
    return { first: gateway, last: join };
  }

  conditional(box: Box): Piece {
    const random = this.random;
    const join = this.node(box, random.pick(['exclusiveGateway', 'inclusiveGateway']), []);
    const flow = this.id('flow');
    const activity = this.activity(
      box,
      random.pick(['task', 'userTask', 'scriptTask', 'serviceTask']),
      null,
      null,
      random.chance(0.5) ? ` default="${flow}"` : '',
    );
    this.pairs.get(activity.first)?.push(pairName({ row: 'conditional flow from an activity', context: box.context }));
    this.flow(box, activity.last, join, null, flow);
    const other = this.block(box);
    this.flow(box, activity.last, other.first, random.pick(CONDITIONS));
    this.flow(box, other.last, join);
    return { first: activity.first, last: join };
  }

  link(box: Box): Piece {
    const name = this.id('link');
    const definition = `<bpmn:linkEventDefinition name="${name}"/>`;
    const first = this.node(box, 'intermediateThrowEvent', 'intermediateThrowEvent link', '', definition);
    return { first, last: this.node(box, 'intermediateCatchEvent', 'intermediateCatchEvent link', '', definition) };
  }

  /** A branch that ends by an event, beside the way on. */
  ending(box: Box, trigger: string): Piece {
    const fork = this.node(box, this.random.pick(['parallelGateway', 'inclusiveGateway']), []);
    const aside = this.activity(box, this.random.pick(['userTask', 'task', 'serviceTask']));
    this.flow(box, fork, aside.first);
    this.flow(box, aside.last, this.end(box, trigger));
    const on = this.activity(box, 'userTask');
    this.flow(box, fork, on.first);
    return { first: fork, last: on.last };
  }

  /** A subprocess that ends by an error or an escalation, which may be caught around it. */
  throwing(outer: Box, trigger: string): Piece {
    const random = this.random;
    const box: Box = {
      context: 'subProcess',
      type: 'subProcess',
      xml: [],
      artifacts: [],
      depth: outer.depth + 1,
      undoable: [],
    };
    const pieces = [only(this.node(box, 'startEvent', 'startEvent none subProcess'))];
    if (random.chance(0.6)) pieces.push(this.activity(box, random.pick(['userTask', 'task', 'scriptTask'])));
    pieces.push(only(this.end(box, trigger)));
    this.join(box, pieces);
    const id = this.id('subProcess');
    this.node(outer, 'subProcess', 'subProcess', '', box.xml.join('\n') + box.artifacts.join(''), id);
    return only(id);
  }
}
