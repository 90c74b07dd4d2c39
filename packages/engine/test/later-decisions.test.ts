import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Engine } from '../src/index.ts';
import { ModelBuilder } from '../src/testing/index.ts';

function started(engine: Engine): string {
  const result = engine.start('p');
  if (!result.ok) throw new Error(result.failure.message);
  return result.instance;
}

describe('a decision that is deployed later', () => {
  it('decides when the incident that misses it is tried again', async () => {
    const folder = new URL('./camunda-8/credit-check/', import.meta.url);
    const [xml, dmn] = ['model.bpmn', 'decision.dmn'].map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const engine = new Engine();
    const deployed = await engine.deploy((xml ?? '').replace('bindingType="deployment"', ''));
    expect(deployed.diagnostics).toMatchObject([{ code: 'decision-unknown', severity: 'warning' }]);
    engine.start('creditCheck', { instance: 'i', variables: { application: { amount: 10 } } });
    expect(engine.incidents('i')).toMatchObject([{ element: 'Activity_Risk', code: 'decision-unknown' }]);
    await engine.deploy(xml ?? '', { dmn: dmn ?? '' });
    engine.execute('i', { type: 'retryIncident', key: engine.incidents('i')[0]?.key ?? 0 });
    expect(engine.variables('i')).toMatchObject({ risk: 'low' });
  });

  it('makes the latest decision with the version tag that the task names', async () => {
    const dmn = (tag: string, answer: string) =>
      `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="d" namespace="n"><decision id="fee" name="fee"><extensionElements><zeebe:versionTag value="${tag}"/></extensionElements><literalExpression><text>${answer}</text></literalExpression></decision></definitions>`;
    const model = (tag: string) =>
      new ModelBuilder('p')
        .node('startEvent', 's')
        .node(
          'businessRuleTask',
          'decide',
          {},
          `<bpmn:extensionElements><zeebe:calledDecision decisionId="fee" bindingType="versionTag" versionTag="${tag}" resultVariable="fee"/></bpmn:extensionElements>`,
        )
        .path('s', 'decide')
        .toXml();
    const engine = new Engine();
    await engine.deploy(model('v1'), { dmn: [dmn('v1', '10')] });
    await engine.deploy(model('v1'), { dmn: [dmn('v2', '20')] });
    expect(engine.variables(started(engine))).toMatchObject({ fee: 10 });
    const { diagnostics } = await engine.deploy(model('v3'));
    expect(diagnostics).toMatchObject([{ code: 'decision-unknown', severity: 'warning' }]);
    expect(engine.incidents(started(engine))).toMatchObject([{ element: 'decide', code: 'decision-unknown' }]);
  });
});
