/** A BPMN document of the dialect without a drawing, for tests of the model. */
export function flowXml(
  nodes: string,
  flows: readonly (readonly [from: string, to: string, id?: string, condition?: string])[],
): string {
  const drawn = flows.map(([from, to, id = `${from}-${to}`, condition]) => {
    const inner =
      condition === undefined
        ? ''
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition.replaceAll('<', '&lt;')}</bpmn:conditionExpression>`;
    return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
  });
  // bpmn-moddle reads incoming and outgoing from the nodes, where modelers write them.
  const withWays = nodes.replace(/<(bpmn:\w+) id="([\w-]+)"([^>]*?)(\/?)>/g, (whole, type, id, rest, closed) => {
    const ways = flows
      .map(([from, to, flow = `${from}-${to}`]) =>
        [
          to === id ? `<bpmn:incoming>${flow}</bpmn:incoming>` : '',
          from === id ? `<bpmn:outgoing>${flow}</bpmn:outgoing>` : '',
        ].join(''),
      )
      .join('');
    if (!/Event|Task|Gateway|subProcess/.test(type) || /Definition/.test(type)) return whole;
    return closed === '' ? `<${type} id="${id}"${rest}>${ways}` : `<${type} id="${id}"${rest}>${ways}</${type}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:circula="urn:circula:bpmn:1.0" id="definitions" targetNamespace="urn:test">
  <bpmn:process id="process" isExecutable="true">${withWays}${drawn.join('')}</bpmn:process>
</bpmn:definitions>`;
}

/** A user task with an assignment and further extension elements. */
export function userTask(id: string, name: string, assignment: string, more = ''): string {
  return `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition ${assignment}/>${more}</bpmn:extensionElements></bpmn:userTask>`;
}
