import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import circula from './circula.json' with { type: 'json' };

/** BPMN's types with the extensions that are understood here. It holds types, never documents, so all readings share it. */
export const moddle = new BpmnModdle({ zeebe, circula });
