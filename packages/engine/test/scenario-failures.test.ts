import { describe, expect, it } from 'vitest';
import { ModelBuilder, runScenario, type ScenarioStep, type Then } from '../src/testing/index.ts';

const xml = new ModelBuilder('p')
  .node('startEvent', 's')
  .node('exclusiveGateway', 'choose')
  .node('userTask', 'pay')
  .node('userTask', 'wait')
  .path('s', 'choose')
  .flow('choose', 'pay', 'total > 1')
  .flow('choose', 'wait', 'total <= 1')
  .toXml();

async function failures(...steps: ScenarioStep[]): Promise<string[]> {
  const { message } = await runScenario({ xml, scenario: { steps } });
  return message.split('\n');
}

const start = (total: number | null, expected: Then): ScenarioStep =>
  Object.fromEntries([
    ['when', { start: { variables: { total } } }],
    ['then', expected],
  ]) as unknown as ScenarioStep;

describe('a scenario that fails', () => {
  it('names the incident that nobody expected', async () => {
    expect(await failures(start(null, { tasks: ['pay'] }))).toEqual([
      'step 1, tasks: expected pay; found none',
      expect.stringMatching(/^step 1, choose: expected no incident; found condition-unknown: /),
    ]);
    expect(await failures(start(null, { incidents: ['pay'] }))).toEqual([
      expect.stringMatching(/^step 1, choose: expected no incident; /),
      'step 1, pay: expected an incident; found none',
    ]);
  });

  it('says where it waits when a step finds nothing open', async () => {
    expect(await failures(start(0, {}), { when: { complete: { element: 'pay' } } })).toEqual([
      'step 2, pay: expected an open task or job; found none; it waits at wait (task)',
    ]);
  });
});
