import { createModdle, elements, type ModdleElement } from '../src/model/moddle.ts';
import { flowXml, userTask } from './flow-xml.ts';

/** A small request type with a drawing: start, one check, end; the check carries an extension nobody knows. */
export async function requestTypeFiles(): Promise<Record<string, string>> {
  const foreign = '<foreign:thing xmlns:foreign="urn:foreign" a="1"/>';
  const xml = flowXml(
    `<bpmn:startEvent id="start"/>${userTask('check', 'Verifică', 'candidateGroups="inspector"', foreign)}<bpmn:endEvent id="end"/>`,
    [
      ['start', 'check'],
      ['check', 'end'],
    ],
  );
  return { 'process.bpmn': await drawn(xml) };
}

/** Adds a drawing: one row, left to right. */
async function drawn(xml: string): Promise<string> {
  const moddle = createModdle();
  const { rootElement } = await moddle.fromXML(xml);
  const [process] = elements(rootElement, 'rootElements') as [ModdleElement];
  const parts = elements(process, 'flowElements');
  const nodes = parts.filter((part) => part.$instanceOf('bpmn:FlowNode'));
  const boxes = new Map(
    nodes.map((node, index) => {
      const [width, height] = node.$instanceOf('bpmn:Task') ? [100, 80] : [36, 36];
      return [node, { x: 100 + index * 180, y: 200 - height / 2, width, height }] as const;
    }),
  );
  const planeElement = parts.map((part) => {
    const box = boxes.get(part);
    const shape = { bpmnElement: part, id: `${String(part.get('id'))}_di` };
    if (box !== undefined) {
      return moddle.create('bpmndi:BPMNShape', { ...shape, bounds: moddle.create('dc:Bounds', box) });
    }
    const from = boxes.get(part.get('sourceRef') as ModdleElement);
    const to = boxes.get(part.get('targetRef') as ModdleElement);
    if (from === undefined || to === undefined) throw new Error('a flow of the fixture leads nowhere');
    const waypoint = [from.x + from.width, to.x].map((x) => moddle.create('dc:Point', { x, y: 200 }));
    return moddle.create('bpmndi:BPMNEdge', { ...shape, waypoint });
  });
  const plane = moddle.create('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement });
  rootElement.set('diagrams', [moddle.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })]);
  return (await moddle.toXML(rootElement, { format: true })).xml;
}
