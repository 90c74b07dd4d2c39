import { existsSync, readFileSync } from 'node:fs';
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts';
import { completeElement, submitCertificate } from '../../packages/server/test/support/certificate.ts';
import { ApiClient } from '../../packages/server/test/support/client.ts';
import { eventually } from '../../packages/server/test/support/test-app.ts';
import { median, ms, option, percentile, progress, table } from '../figures.ts';
import { createInstallation, type Installation } from './installation.ts';

const CJ = 'cj-cluj';
type People = (login: string) => Promise<ApiClient>;

/** An urbanism certificate from the draft to the issued document, as people would click it; answers milliseconds. */
async function oneCertificate({ app }: Installation, person: People): Promise<number> {
  const began = performance.now();
  const citizen = await person('cetatean@circula.example');
  const { at, request } = await submitCertificate(app, citizen, CJ);
  const inspector = await person(`inspector@${CJ}.example`);
  const step = async (who: string, element: string, answers: Record<string, unknown>) =>
    await completeElement(await person(`${who}@${CJ}.example`), CJ, request.id, element, answers);
  await step('registrator', 'verifica-inregistrarea', { inregistrareCorecta: 'da' });
  await step('arhitect.sef', 'repartizeaza-cererea', { inspector: inspector.account });
  await step('inspector', 'verifica-documentatia', { taxaCorecta: 'da', rezultat: 'completa' });
  await step('inspector', 'redacteaza-certificatul', {
    regimJuridic: 'Teren în intravilan, proprietate privată.',
    regimEconomic: 'Folosința actuală: curți construcții.',
    regimTehnic: 'POT 35 %, CUT 0,9, regim de înălțime P+1E.',
    valabilitateLuni: 12,
  });
  await step('sef.serviciu', 'aproba-proiectul', { hotarareSef: 'aproba' });
  await step('secretar.general', 'semneaza-secretarul', { hotarareSecretar: 'semneaza' });
  await step('presedinte', 'semneaza-conducatorul', { hotarareConducator: 'semneaza' });
  await eventually(async () => (await citizen.get(at)).body.status === 'completed', 'the certificate is issued');
  return performance.now() - began;
}

/** Certificates a second on one runner, and what each leaves in the database. */
export async function measureCertificates(server: { url: string }): Promise<void> {
  const certificates = Number(option('certificates', '24'));
  const rounds = Number(option('rounds', '5'));
  const installation = await createInstallation(server, { config: { demo: true }, connections: 20 });
  const { app, sql } = installation;
  await app.runtime.start();
  const known = new Map<string, Promise<ApiClient>>();
  const person: People = async (login) => {
    const found = known.get(login) ?? ApiClient.logIn(app.server, login, DEMO_PASSWORD);
    known.set(login, found);
    return await found;
  };
  for (let warm = 0; warm < 5; warm += 1) await oneCertificate(installation, person);
  const before = await sizes(installation);
  const rows: string[][] = [];
  let made = 0;
  for (const together of [1, 4, 8]) {
    const [rates, each, worst]: [number[], number[], number[]] = [[], [], []];
    const [runnerBefore, databaseBefore] = [process.cpuUsage(), await databaseCpu(installation)];
    const madeBefore = made;
    for (let round = 0; round < rounds; round += 1) {
      const took: number[] = [];
      const began = performance.now();
      let left = certificates;
      await Promise.all(
        Array.from({ length: together }, async () => {
          while (left-- > 0) took.push(await oneCertificate(installation, person));
        }),
      );
      made += took.length;
      rates.push((took.length * 1000) / (performance.now() - began));
      each.push(median(took));
      worst.push(percentile(took, 0.99));
    }
    const { user, system } = process.cpuUsage(runnerBefore);
    const database = (await databaseCpu(installation)) - databaseBefore;
    rows.push([
      String(together),
      median(rates).toFixed(2),
      ms(median(each)),
      ms(median(worst)),
      ms((user + system) / 1000 / (made - madeBefore)),
      ms(database / (made - madeBefore)),
    ]);
    progress(rows.at(-1)?.join('  ') ?? '');
  }
  console.log('\nA full certificate (25 requests over HTTP, three PDF documents), one runner\n');
  table(['side by side', 'certificates/s', 'each p50', 'each p99', 'CPU of the runner', 'CPU of the database'], rows);
  await sql.query('vacuum (full, analyze)');
  const after = await sizes(installation);
  const [counted] = (
    await sql.query(
      `select (select count(*) from journal)::float8 / $1 as journal, (select count(*) from tasks)::float8 / $1 as tasks,
              (select count(*) from jobs)::float8 / $1 as jobs, (select count(*) from audit_entries)::float8 / $1 as audit`,
      [made + 5],
    )
  ).rows;
  console.log('\nWhat a certificate leaves, kilobytes with indexes, after VACUUM FULL\n');
  const kept = [...after].map(([name, bytes]) => [name, (bytes - (before.get(name) ?? 0)) / made / 1024] as const);
  const shown = kept.filter(([, kilobytes]) => kilobytes > 0.3).sort((a, b) => b[1] - a[1]);
  table(
    ['table', 'kB'],
    [...shown, ['all', kept.reduce((sum, [, kilobytes]) => sum + kilobytes, 0)] as const].map(([name, kilobytes]) => [
      name,
      kilobytes.toFixed(1),
    ]),
  );
  console.log(
    `rows: ${Object.entries(counted)
      .map(([name, value]) => `${name} ${Number(value).toFixed(1)}`)
      .join(', ')}`,
  );
  await installation.close();
}

/** Processor time of the sessions on this database in milliseconds, where the system tells; of Linux, in hundredths of a second. */
async function databaseCpu({ sql }: Installation): Promise<number> {
  const { rows } = await sql.query('select pid from pg_stat_activity where datname = current_database()');
  let ticks = 0;
  for (const { pid } of rows) {
    const file = `/proc/${pid}/stat`;
    if (!existsSync(file)) return Number.NaN;
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10;
}

async function sizes({ sql }: Installation): Promise<Map<string, number>> {
  const { rows } = await sql.query(
    `select relname as name, pg_total_relation_size(oid)::float8 as bytes from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name as string, row.bytes as number]));
}
