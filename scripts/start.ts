import {
  type Config,
  ConfigError,
  type RunningServer,
  readConfig,
  roleOf,
  runServer,
  startFailure,
  unknownSettings,
} from '@circula/server';
import { buildPages } from './build-pages.ts';

/**
 * `npm start`: builds the pages when their sources changed, then runs the whole product in this process. Every way in
 * which that can fail ends with one line that says what to do.
 */
async function main(): Promise<void> {
  // At a terminal the welcome is what people look for; each request would push it away.
  const quiet = process.env.NODE_ENV === 'production' ? {} : { CIRCULA_LOG: 'warn' };
  const role = roleOf(process.argv.slice(2));
  if (role === null) throw new ConfigError('Usage: npm start -- [--role web|worker|all]');
  const config = readConfig({ ...quiet, ...process.env, ...role });
  for (const line of unknownSettings(process.env)) console.error(line);
  await buildPages((line) => console.log(line));
  const { pages } = await import('./pages-plugin.ts');
  console.log('Starting the server…');
  const report = (line: string) => console.log(line.endsWith('…') ? line : `${line}…`);
  await runServer({ config, plugins: [pages], report }, (server) => console.log(welcome(server, config)));
}

function welcome({ address }: RunningServer, config: Config): string {
  const lines = ['', `Circula runs at ${address}`, ''];
  if (config.role === 'worker') {
    lines.push('  It carries out jobs and timers, and answers /livez and /readyz alone.');
    return [...lines, '', stored(config)].join('\n');
  }
  lines.push(
    `  ${address}/             find a service, apply, follow a request`,
    `  ${address}/desk         the officials' desk`,
    `  ${address}/designer     draw and publish request types`,
    `  ${address}/api/docs     the HTTP interface`,
  );
  if (config.demo) lines.push('', ...demoPeople());
  return [...lines, '', stored(config)].join('\n');
}

function stored({ database }: Config): string {
  const where = database.kind === 'embedded' ? database.folder : 'the database of DATABASE_URL';
  return `Data is kept in ${where}. Ctrl-C stops.`;
}

function demoPeople(): string[] {
  const council = [
    ['registrator', 'registry'],
    ['arhitect.sef', 'chief architect, distributes'],
    ['inspector', 'checks and drafts'],
    ['sef.serviciu', 'head of the service, approves'],
    ['secretar.general', 'secretary general, signs'],
    ['presedinte', 'president, signs'],
    ['admin', 'administrator, draws request types'],
  ] as const;
  const row = (login: string, what: string) => `  ${login.padEnd(38)}${what}`;
  return [
    'Demo people, all with the password circula-demo:',
    row('cetatean@circula.example', 'citizen (cetatean2@… in Hungarian)'),
    ...council.map(([name, what]) => row(`${name}@cj-cluj.example`, what)),
    '  The town hall of Florești has the same at floresti.example, with primar instead of presedinte.',
  ];
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || (error instanceof Error && error.message.startsWith('The '));
  console.error(known ? error.message : startFailure(error));
  process.exit(1);
});
