import { expect, test } from 'vitest';
import { flowXml, userTask } from '../../test/flow-xml.ts';
import { APPLICANT } from './assignment.ts';
import { readDefinitions } from './moddle.ts';
import { stepsOf } from './steps.ts';

const flow = flowXml(
  `<bpmn:startEvent id="start" name="Depusă"/>
   ${userTask('check', 'Verifică', 'candidateGroups="inspector-urbanism, sef-serviciu"')}
   <bpmn:exclusiveGateway id="complete" name="Completă?" default="yes"/>
   ${userTask('complete-it', 'Completează', `assignee="${APPLICANT}"`, '<circula:clock effect="suspend"/>')}
   ${userTask('sign', 'Semnează', 'candidateGroups="conducator"', '<circula:stage ref="semnare"/>')}
   <bpmn:endEvent id="end"/>
   <bpmn:boundaryEvent id="late" name="Fără răspuns" attachedToRef="complete-it"><bpmn:timerEventDefinition><bpmn:timeDuration>P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
   <bpmn:endEvent id="closed" name="Clasată"/>`,
  [
    ['start', 'check'],
    ['check', 'complete'],
    ['complete', 'complete-it', 'no', '=rezultat = "completare"'],
    ['complete', 'sign', 'yes'],
    ['complete-it', 'check'],
    ['late', 'closed'],
    ['sign', 'end'],
  ],
);

test('steps come in the order in which a file meets them, loops once, boundary events after their step', async () => {
  const steps = stepsOf(await readDefinitions(flow));
  const order = steps.map((step) => step.id);
  expect(order.slice(0, 4)).toEqual(['start', 'check', 'complete', 'complete-it']);
  expect(order.indexOf('late')).toBeGreaterThan(order.indexOf('complete-it'));
  expect(order.indexOf('closed')).toBeGreaterThan(order.indexOf('late'));
  expect(new Set(order).size).toBe(8);
});

test('a step says who does it, its stage, and whether the clock stands still', async () => {
  const steps = new Map(stepsOf(await readDefinitions(flow)).map((step) => [step.id, step]));
  expect(steps.get('check')?.who.groups).toEqual(['inspector-urbanism', 'sef-serviciu']);
  expect(steps.get('complete-it')).toMatchObject({ who: { applicant: true }, stopsClock: true, kind: 'work' });
  expect(steps.get('sign')).toMatchObject({ stage: 'semnare', stopsClock: false });
  expect(steps.get('late')).toMatchObject({ kind: 'wait', attachedTo: 'complete-it', depth: 1 });
});

test('the ways out of a choice carry their condition and which one is "otherwise"', async () => {
  const choice = stepsOf(await readDefinitions(flow)).find((step) => step.id === 'complete');
  expect(choice?.branches).toMatchObject([
    { target: 'complete-it', condition: 'rezultat = "completare"', isDefault: false },
    { target: 'sign', condition: '', isDefault: true },
  ]);
});
