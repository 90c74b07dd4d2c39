import { compile, type Process, read, readDecisionFiles, type WorkCalendar } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { Problem } from '../problems.ts';

/** A published version of a request type, compiled. Never changes. */
export interface Definition {
  readonly id: string;
  readonly requestType: string;
  readonly version: number;
  /** BPMN id of the process that a request starts. */
  readonly mainProcess: Process;
  /** All processes of the version by BPMN id. */
  readonly processes: ReadonlyMap<string, Process>;
  /** The files of the version, path → text. */
  readonly files: Readonly<Record<string, string>>;
}

interface DefinitionRow {
  id: string;
  request_type: string;
  version: number;
  process_id: string;
  content: { files?: Record<string, string> } | Record<string, string>;
}

/** A version that asks for the calendar of its institution is compiled with it, and again after the calendar has changed. */
type Compiled =
  | { readonly row: DefinitionRow; readonly days: null; readonly definition: Promise<Definition> }
  | { readonly row: DefinitionRow; days: string; definition: Promise<Definition> };

/** Reads the calendar of the transaction's institution. */
export type CalendarOf = (tx: Transaction) => Promise<WorkCalendar>;

const CACHED = 500;

/** How a model asks for the calendar: the functions of FEEL and `circula:workingDays`. May find more than there is. */
const ASKS_FOR_CALENDAR = /working\s*day/i;

/** Published versions, compiled once per process and kept while they are in use. */
export class Definitions {
  readonly #calendarOf: CalendarOf;
  readonly #compiled = new Map<string, Promise<Compiled>>();

  constructor(calendarOf: CalendarOf) {
    this.#calendarOf = calendarOf;
  }

  /** Problem `not-found` when the institution has no such version. */
  async get(tx: Transaction, id: string): Promise<Definition> {
    // Institution first: what one institution has compiled is not there for another.
    const key = `${institutionOf(tx)} ${id}`;
    const reading = this.#compiled.get(key) ?? this.#read(tx, id);
    // Moves it to the young end, so that the oldest entry is the one least used.
    this.#compiled.delete(key);
    this.#compiled.set(key, reading);
    reading.catch(() => this.#compiled.delete(key));
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > CACHED && oldest !== undefined) this.#compiled.delete(oldest);
    const compiled = await reading;
    if (compiled.days !== null) {
      const calendar = await this.#calendarOf(tx);
      const days = daysOf(calendar);
      if (days !== compiled.days) {
        compiled.days = days;
        compiled.definition = compileDefinition(compiled.row, calendar);
      }
    }
    return await compiled.definition;
  }

  async #read(tx: Transaction, id: string): Promise<Compiled> {
    const [row] = await tx.query<DefinitionRow>(
      'select id, request_type, version, process_id, content from definitions where institution_id = $1 and id = $2',
      [institutionOf(tx), id],
    );
    if (!row) throw new Problem('not-found');
    const asks = Object.entries(filesOf(row)).some(([path, text]) => isModel(path) && ASKS_FOR_CALENDAR.test(text));
    const calendar = asks ? await this.#calendarOf(tx) : null;
    const definition = compileDefinition(row, calendar);
    await definition;
    return calendar === null ? { row, days: null, definition } : { row, days: daysOf(calendar), definition };
  }

  /** The version a call activity means; null when there is none. */
  async called(
    tx: Transaction,
    caller: Definition,
    process: string,
    binding: { readonly type: 'latest' | 'deployment' } | { readonly type: 'versionTag'; readonly tag: string },
  ): Promise<Definition | null> {
    const own = caller.processes.has(process) ? caller : null;
    if (binding.type === 'deployment') return own;
    const [row] = await tx.query<{ id: string }>(
      `select id from definitions
        where institution_id = $1 and process_id = $2 and ($3::text is null or version_tag = $3)
        order by published_at desc, version desc limit 1`,
      [institutionOf(tx), process, binding.type === 'versionTag' ? binding.tag : null],
    );
    // A process that is only drawn beside the main one has no row of its own.
    if (!row) return binding.type === 'latest' ? own : null;
    return await this.get(tx, row.id);
  }
}

const isModel = (path: string): boolean => path.endsWith('.bpmn') || path.endsWith('.dmn');

const daysOf = ({ extraDaysOff, recoveredDays }: WorkCalendar): string => JSON.stringify([extraDaysOff, recoveredDays]);

async function compileDefinition(row: DefinitionRow, calendar: WorkCalendar | null): Promise<Definition> {
  const files = filesOf(row);
  const tables = Object.entries(files).filter(([path]) => path.endsWith('.dmn'));
  const { models, diagnostics: found } = await readDecisionFiles(tables.map(([name, xml]) => ({ name, xml })));
  if (models === null) throw unusable(row, found.find(({ severity }) => severity === 'error')?.message);
  const options = { decisions: models, check: false, ...(calendar === null ? {} : { calendar }) };
  const processes = new Map<string, Process>();
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.bpmn')) continue;
    const { definitions, diagnostics } = await read(text);
    if (definitions === null) throw unusable(row, diagnostics[0]?.message);
    for (const process of compile(definitions, options).processes) processes.set(process.id, process);
  }
  const mainProcess = processes.get(row.process_id);
  if (!mainProcess) throw unusable(row, `there is no process ${row.process_id}`);
  return { id: row.id, requestType: row.request_type, version: row.version, mainProcess, processes, files };
}

const filesOf = (row: DefinitionRow): Record<string, string> =>
  (typeof row.content.files === 'object' ? row.content.files : row.content) as Record<string, string>;

/** Publishing has checked the version, so this is a bug of ours or a hand-made row. */
const unusable = (row: DefinitionRow, why = 'it cannot be read'): Error =>
  new Error(`Version ${row.version} of ${row.request_type} cannot run: ${why}`);
