import { describe, expect, it } from 'vitest';
import { Engine } from '../src/index.ts';

const MESSAGES = ['ask', 'reply', 'thank'];
const thrown = (id: string, message: string) =>
  `<intermediateThrowEvent id="${id}"><messageEventDefinition messageRef="${message}"/></intermediateThrowEvent>`;
const caught = (id: string, message: string) =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="${message}"/></intermediateCatchEvent>`;
const flows = (...ids: readonly string[]) =>
  ids.slice(1).map((id, at) => `<sequenceFlow id="${ids[at]}-${id}" sourceRef="${ids[at]}" targetRef="${id}"/>`);

/** Two pools that tell their conversations apart by a number that no message carries. */
const TALK = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">
  <collaboration id="talk"><participant id="one" processRef="asks"/><participant id="other" processRef="answers"/>
    <messageFlow id="m1" sourceRef="asking" targetRef="asked"/><messageFlow id="m2" sourceRef="replying" targetRef="replied"/>
    <messageFlow id="m3" sourceRef="thanking" targetRef="thanked"/>
    <correlationKey id="file" name="file"><correlationPropertyRef>number</correlationPropertyRef></correlationKey></collaboration>
  ${MESSAGES.map((id) => `<message id="${id}" name="${id}"/>`).join('')}
  <correlationProperty id="number" name="number">${MESSAGES.map(
    (id) =>
      `<correlationPropertyRetrievalExpression messageRef="${id}"><messagePath>no</messagePath></correlationPropertyRetrievalExpression>`,
  ).join('')}</correlationProperty>
  <process id="asks" isExecutable="true"><startEvent id="s"/>${thrown('asking', 'ask')}${caught('replied', 'reply')}
    <userTask id="read"/>${thrown('thanking', 'thank')}${flows('s', 'asking', 'replied', 'read', 'thanking').join('')}</process>
  <process id="answers" isExecutable="true"><startEvent id="asked"><messageEventDefinition messageRef="ask"/></startEvent>
    ${thrown('replying', 'reply')}${caught('thanked', 'thank')}<userTask id="file-it"/>
    ${flows('asked', 'replying', 'thanked', 'file-it').join('')}</process></definitions>`;

async function deployed(): Promise<Engine> {
  const engine = new Engine({ clock: () => 1_767_600_000_000 });
  expect((await engine.deploy(TALK)).diagnostics).toEqual([]);
  return engine;
}

const standing = (engine: Engine) =>
  engine
    .instances()
    .map((id) => [engine.variables(id)['correlation:file'], ...engine.waits(id).map((wait) => wait.element)]);

describe('a correlation key that the sender derives from more than it sends (BPMN 2.0.2 §8.4.2)', () => {
  it('is the key of the conversation that the message begins, to its end', async () => {
    const engine = await deployed();
    engine.start('asks', { variables: { no: 5 } });
    engine.start('asks', { variables: { no: 6 } });
    expect(standing(engine)).toEqual([
      ['5', 'read'],
      ['5', 'thanked'],
      ['6', 'read'],
      ['6', 'thanked'],
    ]);
    const second = engine.tasks().find((task) => engine.variables(task.instance).no === 6);
    if (second === undefined) throw new Error('nobody reads');
    engine.complete(second);
    expect(standing(engine)).toEqual([['5', 'read'], ['5', 'thanked'], ['6'], ['6', 'file-it']]);
  });

  it('is taken from a message without variables, and later ones have to match', async () => {
    const engine = await deployed();
    engine.publish('ask', { correlationKey: '7' });
    expect(standing(engine)).toEqual([['7', 'thanked']]);
    engine.publish('thank', { correlationKey: '9' });
    expect(standing(engine)).toEqual([['7', 'thanked']]);
    engine.publish('thank', { correlationKey: '7' });
    expect(standing(engine)).toEqual([['7', 'file-it']]);
  });
});
