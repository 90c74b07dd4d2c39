import { readConfig } from '../config.ts';
import { deployRequestType } from '../domains/catalogue/index.ts';
import { calendarOf } from '../domains/deadlines/index.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { UnitOfWork } from '../persistence/unit-of-work.ts';
import { Problem } from '../problems.ts';
import { Runner } from '../runtime/runner.ts';
import { WakeUp } from '../runtime/wake-up.ts';
import { type Command, DONE, FAILED, misused, parseJson } from './command.ts';
import { readRequestTypeFolder } from './read-request-type.ts';

interface InstitutionRow {
  readonly id: string;
  readonly slug: string;
}

/** Publishes a request type's folder as its next version, to one institution or to all. */
export const deploy: Command = {
  usage: '<folder> [<institution>]',
  purpose: 'publish a request type as its next version, to one institution or to all',
  async run(args) {
    const [folder, slug, ...rest] = args;
    if (folder === undefined || rest.length > 0) return misused('deploy', this.usage);
    const files = await readRequestTypeFolder(folder);
    const service = files['service.json'];
    if (service === undefined) {
      console.error(`${folder} is no request type: it has no service.json.`);
      return FAILED;
    }
    const type = String((parseJson(service, `${folder}/service.json`) as { id?: unknown }).id);
    const database = await openDatabase(readConfig(process.env).database);
    try {
      const unitOfWork = new UnitOfWork(database.dataSource);
      const runner = new Runner({ unitOfWork, width: 1, calendarOf, projections: [], wakeUp: new WakeUp(null) });
      const all = await unitOfWork.run({ kind: 'platform' }, (tx) =>
        tx.query<InstitutionRow>('select id, slug from institutions order by slug'),
      );
      const chosen = all.filter((one) => slug === undefined || one.slug === slug);
      if (chosen.length === 0) {
        console.error(slug === undefined ? 'There is no institution yet.' : `There is no institution ${slug}.`);
        return FAILED;
      }
      for (const { id, slug: name } of chosen) {
        const { version } = await unitOfWork.run({ kind: 'institution', institution: id }, (tx) =>
          deployRequestType(tx, runner, { type, files, by: null }),
        );
        console.log(`${name}: ${type} version ${version}`);
      }
      return DONE;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.error(problemLines(error).join('\n'));
      return FAILED;
    } finally {
      await database.close();
    }
  },
};

/** A refusal for the terminal: what is wrong, then each fault with its place. */
function problemLines(problem: Problem): string[] {
  const faults = (problem.errors ?? []).map(({ field, element, line, code, message }) => {
    const place = [field, element, line === undefined ? undefined : `line ${line}`].filter(
      (part) => part !== undefined,
    );
    return `  ${place.join(', ')}: ${message} (${code})`;
  });
  return [problem.message, ...faults];
}
