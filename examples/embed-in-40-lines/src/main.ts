import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Engine } from '@circula/engine';

/** Deploys a model, starts it, works, saves, and goes on elsewhere. Answers what it would have printed. */
export async function main(): Promise<string[]> {
  const lines: string[] = [];
  const xml = await readFile(new URL('permit.bpmn', import.meta.url), 'utf8');

  // deploy: what is wrong with a model is told here, with element and line
  const engine = new Engine();
  const { diagnostics } = await engine.deploy(xml);
  for (const { line, message } of diagnostics) lines.push(`line ${line}: ${message}`);

  // work that code does: handlers may be synchronous or not
  engine.handle('compute-fee', async ({ variables }) => ({ fee: Number(variables.surface) * 2 }));

  // start
  const started = engine.start('permit', { variables: { surface: 120 } });
  if (!started.ok) throw new Error(started.failure.message);
  await engine.settled();
  const [wait] = engine.waits(started.instance);
  lines.push(`waits at ${wait?.name} for a ${wait?.reason}`);

  // save: plain JSON. Restore: in another process, tomorrow, in a browser
  const saved = JSON.stringify(engine.save());
  const later = await Engine.restore(JSON.parse(saved));

  // work that people do
  const [task] = later.tasks(started.instance);
  if (task !== undefined) later.complete(task, { decision: 'yes' });
  lines.push(`${later.state(started.instance)?.status}: ${JSON.stringify(later.variables(started.instance))}`);
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log((await main()).join('\n'));
}
