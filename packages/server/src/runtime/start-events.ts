import { firstWait, nextWait } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { Definition } from './definitions.ts';
import { keptMeanwhile } from './kept-messages.ts';
import type { Runner } from './runner.ts';
import { signalName } from './signals.ts';

type Cycle = { readonly remaining: number | null; readonly interval: string } | null;

interface StartEventRow {
  process: string;
  element: string;
  message: string | null;
  due: Date | null;
  cycle: Cycle;
}

/**
 * Arms the start events of a published version and disarms those of the request type's other versions. Answers whether
 * some are due now or later. An expression that gives no name or date arms nothing; publishing has checked it.
 */
export async function deployStartEvents(tx: Transaction, definition: Definition): Promise<boolean> {
  const institution = institutionOf(tx);
  const [before] = await tx.query<{ suspended_at: Date | null }>(
    `select suspended_at from definitions where institution_id = $1 and request_type = $2 and version < $3
      order by version desc limit 1`,
    [institution, definition.requestType, definition.version],
  );
  const rows = [...definition.processes.values()].flatMap((process): StartEventRow[] => {
    const at = tx.now.getTime();
    const messages = process.messageStarts.flatMap(({ startEvent, message }): StartEventRow[] => {
      const name = message.evaluate({}, { at });
      if (!name.ok || typeof name.value !== 'string') return [];
      return [{ process: process.id, element: startEvent, message: name.value, due: null, cycle: null }];
    });
    const signals = process.signalStarts.flatMap(({ startEvent, signal }): StartEventRow[] => {
      const name = signal.evaluate({}, { at });
      if (!name.ok || typeof name.value !== 'string') return [];
      return [{ process: process.id, element: startEvent, message: signalName(name.value), due: null, cycle: null }];
    });
    const timers = process.timerStarts.flatMap(({ startEvent, timer }): StartEventRow[] => {
      const wait = firstWait(timer, timer.value.evaluate({}, { at }), at);
      if (!wait.ok || wait.value.due === null) return [];
      const { due, cycle } = wait.value;
      return [{ process: process.id, element: startEvent, message: null, due: new Date(due), cycle }];
    });
    return [...messages, ...signals, ...timers];
  });
  await tx.query(
    `delete from start_events where institution_id = $1 and definition_id in (
       select id from definitions where institution_id = $1 and request_type = $2)`,
    [institution, definition.requestType],
  );
  for (const { process, element, message, due, cycle } of rows) {
    await tx.query(
      `insert into start_events (institution_id, definition_id, process_id, element, message, due, cycle)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [institution, definition.id, process, element, message, due, cycle === null ? null : JSON.stringify(cycle)],
    );
  }
  const found = before?.suspended_at ? await lookForKept(tx, definition.id) : false;
  return found || rows.some((row) => row.due !== null);
}

/**
 * What was kept while message start events did not begin anything begins now, one instance per transaction: they fall due like
 * timers. Of one version, or of all in the institution. Answers whether there is such a start event.
 */
export async function lookForKept(tx: Transaction, definition: string | null): Promise<boolean> {
  const due = await tx.query(
    `update start_events set due = $3, lease_until = null, attempts = 0
      where institution_id = $1 and ($2::uuid is null or definition_id = $2) and message is not null
        and not starts_with(message, $4) returning element`,
    [institutionOf(tx), definition, tx.now, signalName('')],
  );
  return due.length > 0;
}

/**
 * Starts an instance for a start event that is due, if the lease still holds: a timer, which is set again if it repeats, or
 * the next of the messages that were kept for it.
 */
export async function fireStartEvent(
  tx: Transaction,
  runner: Runner,
  start: { readonly definition: string; readonly process: string; readonly element: string; readonly token: string },
): Promise<void> {
  const [row] = await tx.query<{ message: string | null; due: Date; cycle: Cycle }>(
    `update start_events set lease_token = null, attempts = 0
      where institution_id = $1 and definition_id = $2 and process_id = $3 and element = $4 and lease_token = $5
        and due <= $6 returning message, due, cycle`,
    [institutionOf(tx), start.definition, start.process, start.element, start.token, tx.now],
  );
  if (!row) return;
  const where = { definition: { id: start.definition }, process: start.process, startEvent: start.element };
  let next: { readonly due: Date | null; readonly cycle: Cycle };
  if (row.message === null) {
    const businessKey = `${start.element} ${row.due.toISOString()}`;
    await runner.start(tx, { ...where, businessKey, variables: {}, actor: 'timer' });
    const again = nextWait({ type: 'timer', due: row.due.getTime(), cycle: row.cycle }, tx.now.getTime());
    const wait = again.ok ? again.value : null;
    next = { due: wait?.due == null ? null : new Date(wait.due), cycle: wait?.cycle ?? null };
  } else {
    const kept = await keptMeanwhile(tx, start.process, row.message);
    if (kept !== null) await runner.start(tx, { ...where, ...kept, actor: `message ${row.message}` });
    next = { due: kept === null ? null : row.due, cycle: null };
  }
  await tx.query(
    `update start_events set due = $5, cycle = $6, lease_until = null
      where institution_id = $1 and definition_id = $2 and process_id = $3 and element = $4`,
    [
      institutionOf(tx),
      start.definition,
      start.process,
      start.element,
      next.due,
      next.cycle === null ? null : JSON.stringify(next.cycle),
    ],
  );
}
