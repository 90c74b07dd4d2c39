import { passThrough } from './pass-through.ts';

/** Each token passes; the first flow whose condition holds takes it (BPMN 2.0.2 §13.4.2). */
export const exclusiveGateway = passThrough('exclusiveGateway');
