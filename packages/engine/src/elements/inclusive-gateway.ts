import { passThrough } from './pass-through.ts';

/** Each flow whose condition holds gets a token; joins what can still come (BPMN 2.0.2 §13.4.3). The kernel holds the tokens. */
export const inclusiveGateway = passThrough('inclusiveGateway');
