import { firstWait, nextWait } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { Problem } from '../problems.ts';
import type { Definition } from './definitions.ts';
import { keptSince } from './kept-messages.ts';
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
  const replaced = await tx.query<{ message: string | null; due: Date | null }>(
    `delete from start_events where institution_id = $1 and definition_id in (
       select id from definitions where institution_id = $1 and request_type = $2) returning message, due`,
    [institution, definition.requestType],
  );
  // What was kept for the version before has not begun: it is suspended, or still being worked off.
  const unfinished = replaced.flatMap(({ message, due }) => (message === null || due === null ? [] : [due.getTime()]));
  const since = before?.suspended_at ?? (unfinished.length === 0 ? null : new Date(Math.min(...unfinished)));
  for (const { process, element, message, due, cycle } of rows) {
    await tx.query(
      `insert into start_events (institution_id, definition_id, process_id, element, message, due, cycle)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [institution, definition.id, process, element, message, due, cycle === null ? null : JSON.stringify(cycle)],
    );
  }
  const found = since !== null && (await lookForKept(tx, definition.id, since));
  return found || rows.some((row) => row.due !== null);
}

/**
 * What has been kept since message start events began nothing begins now, one instance per transaction: they fall due like timers,
 * at the instant since when. Of one version, or of all in the institution. Answers whether there is such a start event.
 */
export async function lookForKept(tx: Transaction, definition: string | null, since: Date): Promise<boolean> {
  const due = await tx.query(
    `update start_events set due = $3, lease_until = null, attempts = 0
      where institution_id = $1 and ($2::uuid is null or definition_id = $2) and message is not null
        and not starts_with(message, $4) returning element`,
    [institutionOf(tx), definition, since, signalName('')],
  );
  return due.length > 0;
}

interface DueStartEvent {
  readonly definition: string;
  readonly process: string;
  readonly element: string;
  /** Of the lease. */
  readonly token: string;
}

/**
 * Starts an instance for a start event that is due, if the lease still holds: a timer, which is set again if it repeats, or
 * the next of the messages that were kept for it. Answers with the reason when such a message can begin nothing: it is passed
 * over, for those behind it would wait with it.
 */
export async function fireStartEvent(
  unitOfWork: UnitOfWork,
  tx: Transaction,
  runner: Runner,
  start: DueStartEvent,
): Promise<Problem | null> {
  const [row] = await tx.query<{ message: string | null; due: Date; cycle: Cycle }>(
    `update start_events set lease_token = null, attempts = 0
      where institution_id = $1 and definition_id = $2 and process_id = $3 and element = $4 and lease_token = $5
        and due <= $6 returning message, due, cycle`,
    [institutionOf(tx), start.definition, start.process, start.element, start.token, tx.now],
  );
  if (!row) return null;
  const where = { definition: { id: start.definition }, process: start.process, startEvent: start.element };
  if (row.message === null) {
    const businessKey = `${start.element} ${row.due.toISOString()}`;
    await runner.start(tx, { ...where, businessKey, variables: {}, actor: 'timer' });
    const again = nextWait({ type: 'timer', due: row.due.getTime(), cycle: row.cycle }, tx.now.getTime());
    const wait = again.ok ? again.value : null;
    await setDue(tx, start, wait?.due == null ? null : new Date(wait.due), wait?.cycle ?? null);
    return null;
  }
  const kept = await keptSince(tx, start.process, row.message, row.due);
  await setDue(tx, start, kept === null ? null : row.due, null);
  if (kept === null) return null;
  const options = { ...where, ...kept, actor: `message ${row.message}` };
  try {
    const scope = { kind: 'institution', institution: institutionOf(tx) } as const;
    await unitOfWork.run(scope, async (inner) => await runner.start(inner, options));
  } catch (error) {
    // while it is suspended again, the message stays kept
    if (!(error instanceof Problem) || error.code === 'definition-suspended') throw error;
    return error;
  }
  return null;
}

async function setDue(tx: Transaction, start: DueStartEvent, due: Date | null, cycle: Cycle): Promise<void> {
  await tx.query(
    `update start_events set due = $5, cycle = $6, lease_until = null
      where institution_id = $1 and definition_id = $2 and process_id = $3 and element = $4`,
    [
      institutionOf(tx),
      start.definition,
      start.process,
      start.element,
      due,
      cycle === null ? null : JSON.stringify(cycle),
    ],
  );
}
