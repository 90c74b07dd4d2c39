import type { Behaviour, Refusal } from '../kernel/contracts.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import { boundaryEvent } from './boundary-event.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { endEvent } from './end-event.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { intermediateCatchEvent } from './intermediate-catch-event.ts';
import { intermediateThrowEvent } from './intermediate-throw-event.ts';
import { manualTask } from './manual-task.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { receiveTask } from './receive-task.ts';
import { scriptTask } from './script-task.ts';
import { sendTask } from './send-task.ts';
import { serviceTask } from './service-task.ts';
import { startEvent } from './start-event.ts';
import { subProcess } from './sub-process.ts';
import { task } from './task.ts';
import { transaction } from './transaction.ts';
import { userTask } from './user-task.ts';

/** Every flow-node kind: how it behaves, or why it is refused. */
export const ELEMENTS: { readonly [K in ElementKind]: Behaviour | Refusal } = {
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  task,
  userTask,
  manualTask,
  serviceTask,
  scriptTask,
  businessRuleTask,
  sendTask,
  receiveTask,
  callActivity,
  subProcess,
  transaction,
  exclusiveGateway,
  parallelGateway,
  eventSubProcess: {
    refused: 'Event subprocesses are not carried out.',
    instead: 'Use boundary events on a subprocess around the same elements.',
  },
  adHocSubProcess: {
    refused: 'Ad-hoc subprocesses are not carried out.',
    instead: 'Order the activities with gateways in an embedded subprocess.',
  },
  inclusiveGateway: {
    refused: 'Inclusive gateways are not carried out.',
    instead: 'Fork with a parallel gateway and put an exclusive gateway on each branch.',
  },
  complexGateway: {
    refused: 'Complex gateways are not carried out.',
    instead: 'Use exclusive and parallel gateways.',
  },
  eventBasedGateway: {
    refused: 'Event-based gateways are not carried out.',
    instead: 'Use a receive task with boundary events for the other events.',
  },
};
