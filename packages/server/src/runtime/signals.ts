import { randomUUID } from 'node:crypto';
import type { Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { lockInstance } from './lock-instance.ts';
import { startEvents } from './messages.ts';
import type { Runner } from './runner.ts';

export interface Signal {
  readonly name: string;
  readonly variables: Variables;
  readonly actor?: string;
  /** The instance that throws it, in which it has been heard. */
  readonly except?: string | null;
}

/**
 * Under which name a signal stands among the messages that are waited for. No model can name a message so: the
 * character is none of XML's.
 */
export const signalName = (signal: string): string => `\u0001signal ${signal}`;
export const isSignalName = (message: string): boolean => message.startsWith(signalName(''));

interface Listener {
  instance_id: string;
  process_id: string;
  element: string;
  key: string;
}

/** See Runner.broadcast. */
export async function broadcast(tx: Transaction, runner: Runner, signal: Signal): Promise<readonly string[]> {
  const { name, variables } = signal;
  const instances: string[] = [];
  const places = new Set<string>();
  const actor = signal.actor === undefined ? {} : { actor: signal.actor };
  // in the order in which trees of calls are locked; who begins to wait in the meantime is too late
  const expected = (await listeners(tx, name)).filter(({ instance_id }) => instance_id !== signal.except);
  for (const { instance_id } of expected) await lockInstance(tx, instance_id);
  for (const { instance_id, process_id, element, key } of expected) {
    if (!(await listens(tx, instance_id, key))) continue;
    await runner.execute(tx, instance_id, { type: 'deliverSignal', key: Number(key), variables, ...actor });
    instances.push(instance_id);
    places.add(`${process_id} ${element}`);
  }
  for (const start of await startEvents(tx, signalName(name), null)) {
    // of events that start a process only together, one that a start event has been waiting for starts no other instance
    const [element = '', part] = start.element.split('#');
    if (part !== undefined && places.has(`${start.process_id} ${element}`)) continue;
    const { instance } = await runner.start(tx, {
      definition: { id: start.definition_id },
      process: start.process_id,
      startEvent: start.element,
      businessKey: randomUUID(),
      variables,
      actor: signal.actor ?? `signal ${name}`,
    });
    instances.push(instance);
  }
  return instances;
}

async function listeners(tx: Transaction, name: string): Promise<Listener[]> {
  return await tx.query<Listener>(
    `select s.instance_id, s.process_id, s.element, s.key
       from subscriptions s join instances i on i.institution_id = s.institution_id and i.id = s.instance_id
      where s.institution_id = $1 and s.message = $2
      order by i.root_instance, s.instance_id, s.key`,
    [institutionOf(tx), signalName(name)],
  );
}

/** An instance may have moved on with the signal's delivery to another of its waits. */
async function listens(tx: Transaction, instance: string, key: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from subscriptions where institution_id = $1 and instance_id = $2 and key = $3',
    [institutionOf(tx), instance, key],
  );
  return rows.length > 0;
}
