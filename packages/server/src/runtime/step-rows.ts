import type { Effect, Event, Key, Variables } from '@circula/engine';
import type { Continuation } from './continuation.ts';

/** The rows that one step changes, one entry per key: the last word counts. */
export interface StepRows {
  readonly tasks: Map<Key, TaskRow | TaskChange | { readonly closed: 'completed' | 'failed' | 'cancelled' }>;
  /** Due time in milliseconds; null removes. */
  readonly timers: Map<Key, { readonly element: string; readonly due: number } | null>;
  readonly jobs: Map<Key, JobRow | 'closed'>;
  readonly subscriptions: Map<Key, Extract<Effect, { type: 'openSubscription' }> | null>;
  readonly incidents: Map<Key, { readonly element: string; readonly code: string; readonly message: string } | null>;
  /** What concerns other instances, and is done after the rows are written. */
  readonly calls: Map<Key, Extract<Effect, { type: 'startProcess' }> | null>;
  /** What the caller is told. */
  readonly escalations: Extract<Effect, { type: 'escalate' }>[];
}

export type TaskRow = Extract<Effect, { type: 'createTask' }> & Partial<Pick<TaskChange, 'transition' | 'denied'>>;

/** What changes in a task that is there. */
export type TaskChange = Pick<Extract<Effect, { type: 'updateTask' }>, 'changes' | 'transition' | 'denied'>;

export interface JobRow {
  readonly kind: 'service' | 'message';
  readonly element: string;
  readonly jobType: string;
  readonly retries: number;
  readonly payload: JobPayload;
}

/** What a job carries, as stored. */
export interface JobPayload {
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Variables;
  readonly message?: {
    readonly name: string;
    readonly correlationKey: string | null;
    readonly messageId: string | null;
    readonly timeToLive: number;
  };
  /** Name of a signal. */
  readonly signal?: string;
  /** What waits for the signal in the instance that throws it has heard it; absent in jobs of a version that did not do that. */
  readonly heard?: true;
  /** What a command of an earlier transaction has still to lead to. */
  readonly continuation?: Continuation;
}

export const emptyRows = (): StepRows => ({
  tasks: new Map(),
  timers: new Map(),
  jobs: new Map(),
  subscriptions: new Map(),
  incidents: new Map(),
  calls: new Map(),
  escalations: [],
});

/** Closes what the journal says is no longer waited for, whether or not an effect says so too. */
export function closeWaits(rows: StepRows, events: readonly Event[]): void {
  const failed = new Set(events.filter((event) => event.type === 'errorThrown').map((event) => event.key));
  for (const event of events) {
    if (event.type !== 'waitClosed') continue;
    switch (event.wait) {
      case 'task': {
        const done = event.reason === 'triggered' ? 'completed' : 'cancelled';
        rows.tasks.set(event.key, { closed: failed.has(event.key) ? 'failed' : done });
        break;
      }
      case 'job':
        rows.jobs.set(event.key, 'closed');
        break;
      case 'timer':
        rows.timers.set(event.key, null);
        break;
      case 'message':
      case 'signal':
        rows.subscriptions.set(event.key, null);
        break;
      case 'call':
      case 'scope':
      case 'condition':
      case 'events':
      case 'happened':
      case 'reset':
      case 'data':
      case 'transition':
        break;
      default:
        unknownWait(event);
    }
  }
}

function unknownWait(wait: never): never {
  throw new Error(`The journal closes an unknown kind of wait: ${String(wait)}`);
}
