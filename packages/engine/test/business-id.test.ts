import { expect, it } from 'vitest';
import { Engine, type State } from '../src/index.ts';
import { ModelBuilder } from '../src/testing/index.ts';

const call = (attribute: string) =>
  new ModelBuilder()
    .node('startEvent', 's')
    .node(
      'callActivity',
      'c',
      {},
      `<bpmn:extensionElements><zeebe:calledElement processId="called" ${attribute}/></bpmn:extensionElements>`,
    )
    .flow('s', 'c')
    .toXml()
    .replace(
      '</bpmn:definitions>',
      '<bpmn:process id="called" isExecutable="true"><bpmn:startEvent id="b"/></bpmn:process></bpmn:definitions>',
    );

it('a called instance has the business id of its element, else that of its caller', async () => {
  for (const [attribute, expected] of [
    ['businessId="=&quot;part-&quot; + file"', 'part-7'],
    ['', 'A-7'],
  ] as const) {
    const states: State[] = [];
    const engine = new Engine({ observe: ({ state }) => void states.push(state) });
    const { diagnostics } = await engine.deploy(call(attribute));
    expect(diagnostics).toEqual([]);
    engine.start('process', { businessId: 'A-7', variables: { file: '7' } });
    const ids = new Map(states.map(({ process, businessId }) => [process, businessId]));
    expect([...ids]).toEqual([
      ['process', 'A-7'],
      ['called', expected],
    ]);
  }
});
