import { setup, transition } from 'xstate';

export type RequestStatus = 'draft' | 'submitted' | 'completed' | 'rejected' | 'withdrawn';
export type RequestEvent = { type: 'submit' } | { type: 'complete' } | { type: 'reject' } | { type: 'withdraw' };

/** The life of a request, as people at the counter tell it. */
export const requestMachine = setup({ types: { events: {} as RequestEvent } }).createMachine({
  id: 'request',
  initial: 'draft',
  states: {
    draft: { on: { submit: 'submitted' } },
    submitted: { on: { complete: 'completed', reject: 'rejected', withdraw: 'withdrawn' } },
    completed: { type: 'final' },
    rejected: { type: 'final' },
    withdrawn: { type: 'final' },
  },
});

/** The status after an event, or null when the event has no meaning there. */
export function nextRequestStatus(status: RequestStatus, event: RequestEvent): RequestStatus | null {
  const at = requestMachine.resolveState({ value: status });
  if (!at.can(event)) return null;
  const [next] = transition(requestMachine, at, event);
  return next.value as RequestStatus;
}
