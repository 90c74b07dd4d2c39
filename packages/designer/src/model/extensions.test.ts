import { expect, test } from 'vitest';
import { flowXml } from '../../test/flow-xml.ts';
import { assignmentChange, assignmentOf, NOBODY } from './assignment.ts';
import { withExtensions } from './extensions.ts';
import { createModdle, elements, type ModdleElement } from './moddle.ts';

const xml = flowXml(
  `<bpmn:userTask id="check" name="Check" zeebe:modelerTemplate="x" foreign:mark="1" xmlns:foreign="urn:foreign"><bpmn:documentation>why</bpmn:documentation><bpmn:extensionElements><zeebe:userTask/><foreign:thing a="1"><foreign:part>text</foreign:part></foreign:thing><zeebe:assignmentDefinition candidateGroups="old" candidateUsers="somebody"/><zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping><zeebe:properties><zeebe:property name="p" value="v"/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>`,
  [],
);

async function opened() {
  const moddle = createModdle();
  const { rootElement, warnings } = await moddle.fromXML(xml);
  const [process] = elements(rootElement, 'rootElements');
  const [task] = elements(process, 'flowElements') as [ModdleElement];
  return { moddle, rootElement, task, warnings };
}

test('what another modeler wrote is written back without loss', async () => {
  const { moddle, rootElement, warnings } = await opened();
  expect(warnings).toEqual([]);
  const { xml: written } = await moddle.toXML(rootElement, { format: true });
  const kept = [
    'zeebe:modelerTemplate="x"',
    'foreign:mark="1"',
    '<foreign:thing a="1">',
    '<foreign:part>text</foreign:part>',
    'candidateUsers="somebody"',
    '<zeebe:input source="=a" target="b" />',
    '<zeebe:property name="p" value="v" />',
    '<bpmn:documentation>why</bpmn:documentation>',
  ];
  for (const part of kept) expect(written).toContain(part);
});

test('a change of one extension leaves the others and their order alone', async () => {
  const { moddle, rootElement, task } = await opened();
  const change = assignmentChange({ ...NOBODY, groups: ['new'] });
  task.set('extensionElements', withExtensions(task, [change], moddle));
  expect(assignmentOf(task).groups).toEqual(['new']);
  const { xml: written } = await moddle.toXML(rootElement, { format: false });
  expect(written).toContain('<zeebe:assignmentDefinition candidateGroups="new" candidateUsers="somebody" />');
  expect(written.indexOf('foreign:thing')).toBeLessThan(written.indexOf('assignmentDefinition'));
  expect(written.indexOf('assignmentDefinition')).toBeLessThan(written.indexOf('ioMapping'));
});

test('removing the last extension removes the container', async () => {
  const moddle = createModdle();
  const task = moddle.create('bpmn:UserTask', { id: 'bare' });
  const only = [{ type: 'circula:Stage', attributes: { ref: 'a' } }];
  task.set('extensionElements', withExtensions(task, only, moddle));
  expect(withExtensions(task, [{ type: 'circula:Stage', attributes: null }], moddle)).toBeUndefined();
});
