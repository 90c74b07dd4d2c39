import { passThrough } from './pass-through.ts';

/** One token from each incoming flow, one to each outgoing flow (BPMN 2.0.2 §13.4.1). The kernel holds the tokens. */
export const parallelGateway = passThrough('parallelGateway');
