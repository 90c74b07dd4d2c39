import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

const listener = (event: string, type = 't') => `<zeebe:executionListener eventType="${event}" type="${type}"/>`;

async function errorsOf(kind: string, listeners: string, definition = ''): Promise<string[]> {
  const inside = `<extensionElements><zeebe:executionListeners>${listeners}</zeebe:executionListeners></extensionElements>`;
  const host = kind.startsWith('boundaryEvent') ? '<task id="x"/>' : '';
  const [name] = kind.split(' ');
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">
    <error id="e" errorCode="e"/><process id="p" isExecutable="true"><startEvent id="s"/>${host}<${kind} id="it">${inside}${definition}</${name}></process></definitions>`;
  const { definitions, diagnostics } = await read(xml);
  if (definitions === null) throw new Error(JSON.stringify(diagnostics));
  return compile(definitions).diagnostics.flatMap(({ severity, element, message }) =>
    severity === 'error' && element === 'it' ? [message] : [],
  );
}

describe('execution listeners', () => {
  for (const [kind, event, definition, words] of [
    ['startEvent', 'start', '', 'has happened already'],
    ['boundaryEvent attachedToRef="x"', 'start', '<errorEventDefinition/>', 'has happened already'],
    ['exclusiveGateway', 'end', '', 'at the start of what follows'],
    ['endEvent', 'end', '<errorEventDefinition errorRef="e"/>', 'at the start of what follows'],
    ['complexGateway', 'start', '', 'no execution listeners'],
    ['task', 'beforeAll', '', 'for "start" or "end"'],
  ] as const) {
    it(`${event} of ${kind} is refused`, async () => {
      expect((await errorsOf(kind, listener(event), definition)).join(' ')).toContain(words);
    });
  }

  it('of one event have types of their own', async () => {
    expect(await errorsOf('task', listener('start') + listener('end'))).toEqual([]);
    expect((await errorsOf('task', listener('start') + listener('start'))).join(' ')).toContain('Two execution');
  });
});
