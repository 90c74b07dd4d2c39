import { ModelBuilder } from '@circula/engine/testing';

/**
 * The models of the benchmark. `feel`: conditions in FEEL. `javascript`: the same flow in the fastest way that the peers
 * offer, a function of the host that an expression calls.
 */
export type Flavour = 'feel' | 'javascript';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function conditional(
  model: ModelBuilder,
  flavour: Flavour,
  from: string,
  to: string,
  feel: string,
  call: string,
): void {
  const body = flavour === 'feel' ? `=${feel.replaceAll('<', '&lt;')}` : `\${environment.services.${call}()}`;
  model.raw(
    `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${body}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
  );
}

function service(model: ModelBuilder, flavour: Flavour, id: string, name: string): void {
  if (flavour === 'javascript') model.node('serviceTask', id, { implementation: `\${environment.services.${name}}` });
  else {
    const inside = `<bpmn:extensionElements><zeebe:taskDefinition type="${name}"/></bpmn:extensionElements>`;
    model.node('serviceTask', id, {}, inside);
  }
}

export function sequence(tasks: number): string {
  const ids = range(tasks).map((number) => `task-${number}`);
  const model = new ModelBuilder().node('startEvent', 'start').node('endEvent', 'end');
  for (const id of ids) model.node('task', id);
  return model.path('start', ...ids, 'end').toXml();
}

export function oneUserTask(): string {
  const model = new ModelBuilder().node('startEvent', 'start').node('userTask', 'user').node('endEvent', 'end');
  return model.path('start', 'user', 'end').toXml();
}

export function forkAndJoin(branches: number): string {
  const model = new ModelBuilder().node('startEvent', 'start').node('parallelGateway', 'fork');
  model.node('parallelGateway', 'join').node('endEvent', 'end').flow('start', 'fork').flow('join', 'end');
  for (const number of range(branches)) {
    model.node('task', `task-${number}`).path('fork', `task-${number}`, 'join');
  }
  return model.toXml();
}

export function loop(flavour: Flavour): string {
  const model = new ModelBuilder().node('startEvent', 'start').node('exclusiveGateway', 'again', { default: 'enough' });
  if (flavour === 'javascript') service(model, flavour, 'count', 'count');
  else {
    const inside =
      '<bpmn:extensionElements><zeebe:script expression="=i + 1" resultVariable="i"/></bpmn:extensionElements>';
    model.node('scriptTask', 'count', {}, inside);
  }
  model.node('endEvent', 'end').path('start', 'count', 'again').namedFlow('enough', 'again', 'end');
  conditional(model, flavour, 'again', 'count', 'i < 100', 'again');
  return model.toXml();
}

export function multiInstance(count: number): string {
  const marker = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const model = new ModelBuilder().node('startEvent', 'start').node('task', 'each', {}, marker).node('endEvent', 'end');
  return model.path('start', 'each', 'end').toXml();
}

export function nested(depth: number): string {
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
  const level = (number: number): string => {
    const inside =
      number > depth
        ? '<bpmn:userTask id="work"/>'
        : `<bpmn:subProcess id="sub-${number}">${level(number + 1)}</bpmn:subProcess>`;
    const at = number > depth ? 'work' : `sub-${number}`;
    const guard =
      number > depth
        ? ''
        : `<bpmn:boundaryEvent id="late-${number}" attachedToRef="${at}">${timer}</bpmn:boundaryEvent><bpmn:sequenceFlow id="l-${number}" sourceRef="late-${number}" targetRef="end-${number}"/>`;
    return `<bpmn:startEvent id="start-${number}"/>${inside}<bpmn:endEvent id="end-${number}"/>${guard}<bpmn:sequenceFlow id="a-${number}" sourceRef="start-${number}" targetRef="${at}"/><bpmn:sequenceFlow id="b-${number}" sourceRef="${at}" targetRef="end-${number}"/>`;
  };
  return new ModelBuilder().raw(level(1)).toXml();
}

/** 33 flow nodes: 8 user tasks, 6 service tasks, 4 tasks, a fork and join, 6 choices, a deadline with its way out. */
export function permit(flavour: Flavour): string {
  const model = new ModelBuilder().node('startEvent', 'start').node('endEvent', 'issued').node('endEvent', 'refused');
  for (const id of ['register', 'assign', 'verify', 'draft', 'review', 'approve', 'sign', 'hand-over'])
    model.node('userTask', id);
  for (const id of ['receipt', 'fee', 'number', 'document', 'notify', 'archive']) service(model, flavour, id, 'work');
  for (const id of ['consult-law', 'consult-plan', 'consult-water', 'escalate']) model.node('task', id);
  model.node('parallelGateway', 'fork').node('parallelGateway', 'join');
  const choices = ['complete', 'fits', 'agreed', 'approved', 'signed', 'paid'] as const;
  for (const id of choices) model.node('exclusiveGateway', id, { default: `${id}-no` });
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P30D</bpmn:timeDuration></bpmn:timerEventDefinition>';
  model.node('boundaryEvent', 'late', { attachedToRef: 'verify', cancelActivity: 'false' }, timer);
  model.node('endEvent', 'escalated').path('late', 'escalate', 'escalated');
  model.node('endEvent', 'withdrawn').node('endEvent', 'unpaid');
  model.path('start', 'register', 'receipt', 'assign', 'fee', 'paid').path('verify', 'complete');
  const yes = (from: string, to: string) => conditional(model, flavour, from, to, 'ok = true', 'yes');
  const no = (from: string, to: string) => model.namedFlow(`${from}-no`, from, to);
  yes('paid', 'verify');
  no('paid', 'unpaid');
  yes('complete', 'fork');
  no('complete', 'withdrawn');
  for (const id of ['consult-law', 'consult-plan', 'consult-water']) model.path('fork', id, 'join');
  model.path('join', 'fits');
  yes('fits', 'draft');
  no('fits', 'refused');
  model.path('draft', 'review', 'agreed');
  yes('agreed', 'approve');
  no('agreed', 'refused');
  model.path('approve', 'approved');
  yes('approved', 'number');
  no('approved', 'refused');
  model.path('number', 'sign', 'signed');
  yes('signed', 'document');
  no('signed', 'refused');
  return model.path('document', 'notify', 'hand-over', 'archive', 'issued').toXml();
}

/** A task that stays open, and as many others beside it as messages arrive. */
export function crowd(): string {
  const trigger = '<bpmn:messageEventDefinition messageRef="m"/>';
  const model = new ModelBuilder().root('<bpmn:message id="m" name="m"/>').node('startEvent', 'start');
  model.node('userTask', 'hub').node('userTask', 'work').node('endEvent', 'end').path('start', 'hub');
  model.node('boundaryEvent', 'more', { attachedToRef: 'hub', cancelActivity: 'false' }, trigger);
  return model.path('more', 'work', 'end').toXml();
}
