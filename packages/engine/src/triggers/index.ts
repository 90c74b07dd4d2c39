import type { Refusal, Trigger } from '../kernel/contracts.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { cancel } from './cancel.ts';
import { compensation } from './compensation.ts';
import { conditional } from './conditional.ts';
import { error } from './error.ts';
import { escalation } from './escalation.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { multiple } from './multiple.ts';
import { none } from './none.ts';
import { parallelMultiple } from './parallel-multiple.ts';
import { signal } from './signal.ts';
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
  signal,
  escalation,
  conditional,
  link,
  multiple,
  parallelMultiple,
};
