import { compile, type Process, read, readDecisionFiles } from '@circula/engine';
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

const CACHED = 500;

/** Published versions, compiled once per process and kept while they are in use. */
export class Definitions {
  readonly #compiled = new Map<string, Promise<Definition>>();

  /** Problem `not-found` when the institution has no such version. */
  async get(tx: Transaction, id: string): Promise<Definition> {
    // Institution first: what one institution has compiled is not there for another.
    const key = `${institutionOf(tx)} ${id}`;
    const known = this.#compiled.get(key);
    if (known) {
      // Moves it to the young end, so that the oldest entry is the one least used.
      this.#compiled.delete(key);
      this.#compiled.set(key, known);
      return await known;
    }
    const [row] = await tx.query<DefinitionRow>(
      'select id, request_type, version, process_id, content from definitions where institution_id = $1 and id = $2',
      [institutionOf(tx), id],
    );
    if (!row) throw new Problem('not-found');
    const compiling = compileDefinition(row);
    this.#compiled.set(key, compiling);
    compiling.catch(() => this.#compiled.delete(key));
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > CACHED && oldest !== undefined) this.#compiled.delete(oldest);
    return await compiling;
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

async function compileDefinition(row: DefinitionRow): Promise<Definition> {
  const files = filesOf(row);
  const tables = Object.entries(files).filter(([path]) => path.endsWith('.dmn'));
  const { models, diagnostics: found } = await readDecisionFiles(tables.map(([name, xml]) => ({ name, xml })));
  if (models === null) throw unusable(row, found.find(({ severity }) => severity === 'error')?.message);
  const decisions = [...models];
  const processes = new Map<string, Process>();
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.bpmn')) continue;
    const { definitions, diagnostics } = await read(text);
    if (definitions === null) throw unusable(row, diagnostics[0]?.message);
    for (const process of compile(definitions, { decisions }).processes) processes.set(process.id, process);
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
