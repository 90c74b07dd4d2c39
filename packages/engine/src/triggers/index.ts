import type { Refusal, Trigger } from '../kernel/contracts.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { cancel } from './cancel.ts';
import { compensation } from './compensation.ts';
import { error } from './error.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every trigger kind: what it does, or why it is refused. */
export const TRIGGERS: { readonly [K in TriggerKind]: Trigger | Refusal } = {
  none,
  message,
  timer,
  error,
  terminate,
  compensation,
  cancel,
  signal: { refused: 'Signals are not carried out.', instead: 'Use a message for each receiver.' },
  escalation: {
    refused: 'Escalations are not carried out.',
    instead: 'Use an error, or a non-interrupting message or timer boundary event.',
  },
  conditional: {
    refused: 'Conditional events are not carried out.',
    instead: 'Use a timer with circula:follow, or an exclusive gateway.',
  },
  link: { refused: 'Link events are not carried out.', instead: 'Draw the sequence flow.' },
  multiple: {
    refused: 'Multiple events are not carried out.',
    instead: 'Use one event for each trigger.',
  },
  parallelMultiple: {
    refused: 'Parallel multiple events are not carried out.',
    instead: 'Use a parallel gateway with one event on each branch.',
  },
};
