import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"';
const wrap = (inside: string, attributes = '') =>
  `${OPEN}${attributes}><process id="p">${inside}</process></definitions>`;
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

const HOSTILE: { readonly [name: string]: { readonly xml: string; readonly code: string; readonly line?: number } } = {
  empty: { xml: '', code: 'xml-malformed' },
  text: { xml: 'hello', code: 'xml-malformed' },
  'not closed': { xml: `${OPEN}><process id="p">`, code: 'xml-malformed' },
  'larger than 2 MB': { xml: wrap(`<!--${'x'.repeat(2_000_000)}-->`), code: 'xml-too-large' },
  'deep nesting': { xml: '<a>'.repeat(100_000), code: 'xml-too-deep', line: 1 },
  'too many elements': { xml: wrap('<task/>'.repeat(100_000)), code: 'xml-too-many-elements', line: 1 },
  'duplicate ids': { xml: wrap(`\n<task id="a"/>\n<task id="a"/>`), code: 'xml-duplicate-id', line: 3 },
  '30,000 duplicate ids': { xml: wrap('<task id="a"/>'.repeat(30_000)), code: 'xml-duplicate-id', line: 1 },
  'namespace flood': {
    xml: wrap(
      '',
      many(20_000, (i) => ` xmlns:n${i}="urn:${i}"`),
    ),
    code: 'xml-too-many-attributes',
    line: 1,
  },
  'namespaces on many elements': {
    xml: wrap(many(100, (i) => `<task xmlns:n${i}="urn:${i}"/>`)),
    code: 'xml-too-many-namespaces',
    line: 1,
  },
  'attribute flood': {
    xml: wrap(`<task ${many(50_000, (i) => `a${i}="1" `)}/>`),
    code: 'xml-too-many-attributes',
    line: 1,
  },
  doctype: { xml: `<!DOCTYPE definitions>${wrap('')}`, code: 'xml-doctype', line: 1 },
  'entity bomb': {
    xml: `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${wrap('<task id="x" name="&b;"/>')}`,
    code: 'xml-doctype',
  },
  'external entity': { xml: `<!DOCTYPE d SYSTEM "file:///etc/passwd">${wrap('')}`, code: 'xml-doctype' },
  'undefined entity': { xml: wrap('<task id="x" name="&boom;"/>'), code: 'xml-malformed', line: 1 },
  'no BPMN': { xml: '<html/>', code: 'not-bpmn' },
  'unknown element': { xml: wrap('\n<teleport id="x"/>'), code: 'not-bpmn', line: 2 },
  'illegal id': { xml: wrap('<task id="a b"/>'), code: 'not-bpmn' },
  'prototype names': { xml: wrap('<task id="x" __proto__="1" constructor="2"/><hasOwnProperty/>'), code: 'not-bpmn' },
  'dangling reference': {
    xml: wrap('\n<task id="a"/>\n<sequenceFlow id="f" sourceRef="a" targetRef="nowhere"/>'),
    code: 'unresolved-reference',
    line: 3,
  },
};

describe('hostile files', () => {
  for (const [name, { xml, code, line }] of Object.entries(HOSTILE)) {
    it(`${name}: ${code}`, async () => {
      await read(wrap(''));
      const began = performance.now();
      const { definitions, diagnostics } = await read(xml);
      expect(performance.now() - began).toBeLessThan(200);
      expect(definitions).toBeNull();
      const [first] = diagnostics.filter(({ severity }) => severity === 'error');
      expect(first?.code).toBe(code);
      if (line !== undefined) expect(first?.line).toBe(line);
    });
  }

  it('wrong models that are well-formed give diagnostics, not exceptions', async () => {
    const bodies = [
      '<task/>',
      '<sequenceFlow id="f"/>',
      '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="e" targetRef="s"/>',
      '<boundaryEvent id="b"/>',
      '<startEvent id="s"/><subProcess id="x"><task id="t"/></subProcess><sequenceFlow id="f" sourceRef="s" targetRef="t"/>',
      '<exclusiveGateway id="g"/><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="g" targetRef="a"/><sequenceFlow id="h" sourceRef="g" targetRef="b"/>',
      '<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>R2D2</timeDate></timerEventDefinition></intermediateCatchEvent>',
      `<scriptTask id="s"><script>${'('.repeat(5_000)}</script></scriptTask>`,
      '<boundaryEvent id="b" attachedToRef="b"><errorEventDefinition/></boundaryEvent>',
    ];
    for (const body of bodies) {
      const { definitions, diagnostics } = await read(wrap(body));
      const all = definitions === null ? diagnostics : [...diagnostics, ...compile(definitions).diagnostics];
      expect(all.filter(({ severity }) => severity === 'error').length, body.slice(0, 80)).toBeGreaterThan(0);
    }
  });
});
