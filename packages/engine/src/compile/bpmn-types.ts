import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import circula from './circula.json' with { type: 'json' };

/** BPMN's types with the extensions that are understood here. It holds types, never documents, so all readings share it. */
export const moddle = new BpmnModdle({ zeebe, circula });

// BPMN's schema has the script of a global script task as an element; the reader knows it as an attribute only
const script = moddle.registry.typeMap['bpmn:GlobalScriptTask']?.properties.find(({ name }) => name === 'bpmn:script');
if (script !== undefined) script.isAttr = false;

// and it writes the flows of a conversation as messageFlowRef, not messageFlowRefs
const conversation = moddle.registry.typeMap['bpmn:ConversationNode']?.properties;
const flows = conversation?.find(({ name }) => name === 'bpmn:messageFlowRefs');
if (flows !== undefined) {
  const names = { name: 'bpmn:messageFlowRef', localName: 'messageFlowRef' };
  conversation?.push({ ...flows, name: names.name, ns: { ...flows.ns, ...names } });
}
