import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import bpmndi from 'bpmn-moddle/resources/bpmn/json/bpmndi.json' with { type: 'json' };
import dc from 'bpmn-moddle/resources/bpmn/json/dc.json' with { type: 'json' };
import di from 'bpmn-moddle/resources/bpmn/json/di.json' with { type: 'json' };
import { Moddle } from 'moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import circula from './circula.json' with { type: 'json' };

// colours of drawings: no types, so that what is said with them outside drawings is told of
const bioc = { name: 'bpmn.io colors', prefix: 'bioc', uri: 'http://bpmn.io/schema/bpmn/biocolor/1.0', types: [] };
const color = {
  name: 'BPMN in Color',
  prefix: 'color',
  uri: 'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  types: [],
};

/** BPMN's types with the extensions that are understood here. It holds types, never documents, so all readings share it. */
export const moddle = new Moddle([bpmn, bpmndi, dc, di, bioc, color, zeebe, circula]);

// where BPMN's schema has an element, these types of the library know an attribute only
for (const [type, name] of [
  ['bpmn:GlobalScriptTask', 'bpmn:script'],
  ['bpmn:ParticipantAssociation', 'bpmn:innerParticipantRef'],
  ['bpmn:ParticipantAssociation', 'bpmn:outerParticipantRef'],
] as const) {
  const property = moddle.registry.typeMap[type]?.properties?.find((one) => one.name === name);
  if (property !== undefined) property.isAttr = false;
}

// and these elements have another name in it, or are missing
for (const [type, name, like] of [
  ['bpmn:ConversationNode', 'messageFlowRef', 'bpmn:messageFlowRefs'],
  ['bpmn:Participant', 'endPointRef', 'bpmn:endPointRefs'],
] as const) {
  const properties = moddle.registry.typeMap[type]?.properties;
  const known = properties?.find((one) => one.name === like);
  if (known === undefined) continue;
  const names = { name: `bpmn:${name}`, localName: name };
  properties?.push({ ...known, name: names.name, ns: { ...known.ns, ...names } });
}
const documentation = moddle.registry.typeMap['bpmn:BaseElement']?.properties?.find(
  (one) => one.name === 'bpmn:documentation',
);
if (documentation !== undefined) moddle.registry.typeMap['bpmn:Extension']?.properties?.push(documentation);
