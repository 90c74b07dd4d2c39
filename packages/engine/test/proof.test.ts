import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, newTally, open, proveSeed, replayCase } from './proof/prove.ts';
import { BEGINNING } from './proof/random-walk.ts';
import { PAIRS, pairName } from './proof/rows.ts';
import { Divergence, Walk } from './proof/walk.ts';

const REGRESSIONS = join(import.meta.dirname, 'proof/regressions');
/** 8 cases each. */
const SEEDS = 2_500;

/** A user task, then one of two tasks by a condition. */
const model = (condition: string) =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<bpmn:process id="process" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:userTask id="u"/>
<bpmn:exclusiveGateway id="g" default="d1"/><bpmn:userTask id="x"/><bpmn:userTask id="y"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="u"/><bpmn:sequenceFlow id="f2" sourceRef="u" targetRef="g"/>
<bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="x"><bpmn:conditionExpression>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>
<bpmn:sequenceFlow id="d1" sourceRef="g" targetRef="y"/></bpmn:process></bpmn:definitions>`;

describe('the proof', () => {
  it('finds no difference between direct, restored, folded and the reference interpreter in 20,000 random cases', async () => {
    const tally = newTally();
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const finding = await proveSeed(seed, tally);
      expect(finding === null ? '' : `seed ${finding.seed}: ${finding.problem}`).toBe('');
    }
    expect(tally.cases).toBeGreaterThanOrEqual(20_000);
    expect(tally.steps).toBeGreaterThan(60_000);
    const never = PAIRS.filter((pair) => !tally.pairs.has(pairName(pair)));
    expect(never.map(pairName).length / PAIRS.length).toBeLessThan(0.05);
  }, 600_000);

  it('would find one', async () => {
    const { process } = await open(model('a > 1'));
    const { model: other } = await open(model('a > 2'));
    const walk = new Walk(process, other, { variables: { a: 2 }, called: false, startEvent: null });
    walk.start(BEGINNING);
    const moment = { time: BEGINNING, action: { type: 'completeTask', at: '/u', variables: {} } } as const;
    expect(() => walk.act(moment)).toThrow(Divergence);
  });

  it('is the same for the same seed', async () => {
    const [one, two] = [newTally(), newTally()];
    await proveSeed(7, one);
    await proveSeed(7, two);
    expect([...two.pairs]).toEqual([...one.pairs]);
    expect(one.pairs.size).toBeGreaterThan(0);
  });

  for (const file of readdirSync(REGRESSIONS)) {
    it(`still agrees in ${file.replace('.json', '')}`, async () => {
      const found: Case = JSON.parse(readFileSync(join(REGRESSIONS, file), 'utf8'));
      expect(await replayCase(found)).toBeNull();
    });
  }
});
