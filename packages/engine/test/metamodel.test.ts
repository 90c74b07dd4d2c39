import { describe, expect, it } from 'vitest';
import { moddle } from '../src/compile/bpmn-types.ts';
import { METAMODEL, type TypeClass } from '../src/compile/metamodel.ts';
import { compile, read, SUPPORT } from '../src/index.ts';

const words = (text = '') => text.split(/\s+/).filter((word) => word !== '');
const classed = ({ read, refused = {}, reported, means = {} }: TypeClass) => [
  ...words(read),
  ...Object.keys(refused),
  ...words(reported),
  ...Object.values(means).flatMap(words),
];
const types = Object.entries(moddle.registry.typeMap).flatMap(([name, type]) => {
  const own = name.startsWith('bpmn:') && type?.properties !== undefined;
  return own ? [{ name: name.replace('bpmn:', ''), properties: type.properties.map((one) => one.ns.localName) }] : [];
});

describe('the metamodel of BPMN', () => {
  it('is known type by type', () => {
    expect(types.length).toBeGreaterThan(130);
    expect(Object.keys(METAMODEL).sort()).toEqual(types.map(({ name }) => name).sort());
  });

  for (const { name, properties } of types) {
    it(`has one class for each property of ${name}`, () => {
      expect(classed(METAMODEL[name] ?? {}).sort()).toEqual(properties.sort());
    });
  }

  it('refuses by rows of the support table and by diagnostics', () => {
    const rows = new Set([
      ...SUPPORT.filter(({ status }) => status === 'refused').map(({ id }) => id),
      'unknown-extension',
    ]);
    const named = Object.values(METAMODEL).flatMap(({ refused = {} }) => Object.values(refused));
    expect(named.filter((row) => !rows.has(row))).toEqual([]);
  });
});

const file = (inside: string, attributes = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" id="d" targetNamespace="t"${attributes}>${inside}</definitions>`;
const process = (inside: string) => `<process id="p" isExecutable="true"><startEvent id="s"/>${inside}</process>`;

async function found(xml: string) {
  const { definitions, diagnostics } = await read(xml);
  if (definitions === null) throw new Error(JSON.stringify(diagnostics));
  return compile(definitions).diagnostics;
}

describe('what has no effect', () => {
  const told: { readonly [property: string]: string } = {
    expressionLanguage: file(process(''), ' expressionLanguage="http://www.w3.org/1999/XPath"'),
    imports: file(
      `<import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="x.bpmn" namespace="urn:x"/>${process('')}`,
    ),
    supportedInterfaceRef: file(
      `<interface id="i" name="i"><operation id="o" name="o"><inMessageRef>m</inMessageRef></operation></interface><message id="m"/>
       <globalUserTask id="g"><supportedInterfaceRef>i</supportedInterfaceRef></globalUserTask>`,
    ),
    resources: file(process('<task id="t"><performer id="pe"/></task>')),
    isImmediate: file(process('<task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t" isImmediate="false"/>')),
    renderings: file(process('<userTask id="t"><rendering id="r"/></userTask>')),
    method: file(process('<transaction id="t" method="##Store"><startEvent id="i"/></transaction>')),
    protocol: file(
      process(
        '<transaction id="t" protocol="http://docs.oasis-open.org/ws-tx/wsat"><startEvent id="i"/></transaction>',
      ),
    ),
    gatewayDirection: file(
      process('<exclusiveGateway id="g" gatewayDirection="Mixed"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/>'),
    ),
    operationRef: file(
      `<message id="m" name="m"/><interface id="i" name="i"><operation id="o" name="o"><inMessageRef>m</inMessageRef></operation></interface>
       ${process('<receiveTask id="t" messageRef="m" operationRef="o"/>')}`,
    ),
  };
  for (const [property, xml] of Object.entries(told)) {
    it(`is told: ${property}`, async () => {
      const warnings = (await found(xml)).filter(({ code }) => code === 'no-effect');
      expect(warnings).toMatchObject([{ severity: 'warning', params: { property } }]);
    });
  }

  it('is not told of a transaction that compensates, as all do', async () => {
    const transaction = '<transaction id="t" method="##Compensate"><startEvent id="i"/></transaction>';
    const diagnostics = await found(file(process(`${transaction}<sequenceFlow id="f" sourceRef="s" targetRef="t"/>`)));
    expect(diagnostics).toEqual([]);
  });

  it('is told of conversations, once', async () => {
    const talk =
      '<collaboration id="c"><participant id="a" processRef="p"/><conversation id="t1"/><conversation id="t2"/></collaboration>';
    expect((await found(file(talk + process('')))).filter(({ code }) => code === 'no-effect')).toHaveLength(1);
  });

  it('is no excuse for an extension that must be understood', async () => {
    const diagnostics = await found(file(`<extension mustUnderstand="true"/>${process('')}`));
    expect(diagnostics).toMatchObject([{ code: 'unknown-extension', severity: 'error' }]);
  });
});
