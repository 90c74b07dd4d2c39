import { readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { Engine } from '../engine.ts';
import type { Event } from '../kernel/events.ts';
import type { State } from '../kernel/state.ts';
import { readDiagram } from './read-diagram.ts';
import { renderSvg } from './render-svg.ts';
import { escapeXml, wrap } from './text.ts';

const ROW = ['start', 'choose', 'check', 'quick', 'merge', 'sign', 'end'] as const;
const NAME = 'Check <b>"all"</b> & more';

/** start → choose → (check | quick) → merge → sign, with a timer at sign. */
function model(name = NAME, diagram = true): string {
  const kinds = ['startEvent', 'exclusiveGateway', 'task', 'task', 'exclusiveGateway', 'userTask', 'endEvent'];
  const flows = [
    ['start', 'choose'],
    ['choose', 'check'],
    ['choose', 'quick'],
    ['check', 'merge'],
    ['quick', 'merge'],
    ['merge', 'sign'],
    ['sign', 'end'],
    ['late', 'end'],
  ] as const;
  const nodes = ROW.map((id, index) => {
    const given = id === 'choose' ? ' default="choose-check"' : '';
    return `<bpmn:${kinds[index]} id="${id}" name="${id === 'sign' ? escapeXml(name) : id}"${given}/>`;
  });
  nodes.push(
    '<bpmn:boundaryEvent id="late" attachedToRef="sign" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>',
  );
  const edges = flows.map(([a, b]) => {
    const open = `<bpmn:sequenceFlow id="${a}-${b}" sourceRef="${a}" targetRef="${b}"`;
    return b === 'quick'
      ? `${open}><bpmn:conditionExpression>=false</bpmn:conditionExpression></bpmn:sequenceFlow>`
      : `${open}/>`;
  });
  const shapes = [...ROW, 'late'].map(
    (id, index) =>
      `<bpmndi:BPMNShape id="${id}-di" bpmnElement="${id}"><dc:Bounds x="${index * 150}" y="80" width="100" height="80"/></bpmndi:BPMNShape>`,
  );
  const lines = flows.map(
    ([a, b]) =>
      `<bpmndi:BPMNEdge id="${a}-${b}-di" bpmnElement="${a}-${b}"><di:waypoint x="0" y="0"/><di:waypoint x="50" y="0"/></bpmndi:BPMNEdge>`,
  );
  const drawing = `<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${shapes.join('')}${lines.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="defs" targetNamespace="urn:t"><bpmn:process id="p" name="Permit" isExecutable="true">${nodes.join('')}${edges.join('')}</bpmn:process>${diagram ? drawing : ''}</bpmn:definitions>`;
}

async function running(xml: string): Promise<{ state: State; journal: Event[]; engine: Engine; instance: string }> {
  const journal: Event[] = [];
  const engine = new Engine({ clock: () => 0, observe: ({ events }) => journal.push(...events) });
  const { diagnostics } = await engine.deploy(xml);
  expect(diagnostics).toEqual([]);
  const started = engine.start('p');
  if (!started.ok) throw new Error(started.failure.message);
  const state = engine.state(started.instance);
  if (state === null) throw new Error('no state');
  return { state, journal, engine, instance: started.instance };
}

function statuses(svg: string): { readonly [element: string]: string } {
  return Object.fromEntries(
    [...svg.matchAll(/data-element="([^"]+)" data-status="([^"]+)"/g)].map((m) => [m[1], m[2]]),
  );
}

/** Throws when it is not well-formed. */
function parse(svg: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
}

describe('renderSvg', () => {
  it('shows the whole path with a journal', async () => {
    const { state, journal } = await running(model());
    expect(statuses(renderSvg(model(), state, { journal }))).toMatchObject({
      ...{ start: 'taken', choose: 'taken', check: 'taken', 'choose-check': 'taken', merge: 'taken' },
      ...{
        quick: 'plain',
        'choose-quick': 'plain',
        sign: 'waiting',
        late: 'waiting',
        'sign-end': 'plain',
        end: 'plain',
      },
    });
  });

  it('shows without a journal what the state proves, and no branch that it does not', async () => {
    const { state } = await running(model());
    expect(statuses(renderSvg(model(), state))).toMatchObject({
      ...{ start: 'taken', 'start-choose': 'taken', choose: 'taken', merge: 'taken', 'merge-sign': 'taken' },
      ...{ check: 'plain', quick: 'plain', 'choose-check': 'plain', sign: 'waiting' },
    });
  });

  it('tells since when and until when, in the picture and in its description', async () => {
    const { state } = await running(model());
    const svg = renderSvg(model(), state);
    expect(svg).toContain('since 1970-01-01 00:00 UTC');
    expect(svg).toContain('until 1970-01-02 00:00 UTC');
    expect(svg).toMatch(/<desc id="[^"]+">Waits: .*, task, since 1970-01-01 00:00 UTC\..*<\/desc>/);
    expect(svg).toMatch(/<title id="[^"]+">Permit \(p-1\): active<\/title>/);
    const words = { since: 'din', until: 'până la', waits: 'Așteaptă', reasons: { task: 'o sarcină' } };
    const romanian = renderSvg(model(), state, { words, formatTime: (at) => `ziua ${at / 86_400_000}` });
    expect(romanian).toContain('o sarcină');
    expect(romanian).toContain('până la ziua 1');
  });

  it('marks incidents', async () => {
    const xml = model().replace('=false', '=missing.thing');
    const { state } = await running(xml);
    expect(statuses(renderSvg(xml, state)).choose).toBe('incident');
  });

  it('escapes every text and is well-formed whatever the names are', async () => {
    for (const name of [
      '</text><script>alert(1)</script>',
      `"' onload="x`,
      '&amp; ]]> <!--',
      '\u{1f3db} ș ț ă',
      'a'.repeat(5_000),
    ]) {
      const xml = model(name);
      const { state } = await running(xml);
      const svg = renderSvg(xml, { ...state, instance: '"><script>' });
      parse(svg);
      expect(svg).not.toMatch(/<script|onload="x/);
    }
  });

  it('says so when there is no diagram or no model', async () => {
    const { state } = await running(model());
    for (const xml of [model(NAME, false), '', '<not-bpmn', '<!DOCTYPE a><a/>', 'text']) {
      const svg = renderSvg(xml, state);
      parse(svg);
      expect(svg).toContain('This model has no diagram.');
    }
  });

  it('leaves out what no number places', async () => {
    const xml = model().replace('x="0" y="80"', 'x="NaN" y="1e99"');
    expect(readDiagram(xml).shapes.length).toBe(ROW.length);
    expect(renderSvg(xml, (await running(model())).state)).not.toMatch(/NaN|Infinity/);
  });

  it('is the same for the same input', async () => {
    const { state, journal } = await running(model());
    expect(renderSvg(model(), state, { journal })).toBe(
      renderSvg(model(), JSON.parse(JSON.stringify(state)), { journal }),
    );
  });

  it('draws a whole permit', async () => {
    const xml = readFileSync(
      new URL('../../../../processes/certificat-urbanism/process.bpmn', import.meta.url),
      'utf8',
    );
    const svg = renderSvg(xml, (await running(model())).state);
    parse(svg);
    expect(Object.keys(statuses(svg)).length).toBe((xml.match(/<bpmndi:BPMN(Shape|Edge) /g) ?? []).length);
  });
});

describe('wrap', () => {
  it('keeps words together, cuts long ones and ends with an ellipsis', () => {
    expect(wrap('one two three', 40, 10, 3)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijkl', 40, 10, 3)).toEqual(['abcdefg', 'hijkl']);
    expect(wrap('one two three four', 40, 10, 1)).toEqual(['one tw…']);
    expect(wrap('', 40, 10, 1)).toEqual([]);
  });
});
