import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const engine = fileURLToPath(new URL('../../packages/engine', import.meta.url));

/** What reading loads when the first file comes: the metamodel of BPMN, in the smallest file there is. */
const FIRST =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="a"><process id="p"/></definitions>';

/** Milliseconds that importing takes in a fresh process, median of nine, from what would be published, which is built already. */
export function measureImports(): { readonly [entry: string]: number } {
  const dist = (name: string) => pathToFileURL(path.join(engine, 'dist', `${name}.js`)).href;
  const peer = (name: string) => import.meta.resolve(name);
  const entries = {
    '@circula/engine': dist('index'),
    '@circula/engine/kernel': dist('kernel'),
    '@circula/engine/feel': dist('feel'),
    '@circula/engine/render': dist('render'),
    'bpmn-moddle': peer('bpmn-moddle'),
    'bpmn-engine': peer('bpmn-engine'),
  };
  return {
    ...Object.fromEntries(Object.entries(entries).map(([name, url]) => [`import of ${name}, ms`, median(url)])),
    'import of @circula/engine and reading a first file, ms': median(
      dist('index'),
      `.then(({ read }) => read(${JSON.stringify(FIRST)}))`,
    ),
    'import of bpmn-moddle and reading a first file, ms': median(
      peer('bpmn-moddle'),
      `.then(({ BpmnModdle }) => new BpmnModdle().fromXML(${JSON.stringify(FIRST)}))`,
    ),
  };
}

function median(url: string, then = ''): number {
  const code = `const began = performance.now(); await import(${JSON.stringify(url)})${then}; console.log(performance.now() - began); process.exit(0)`;
  const times = Array.from({ length: 9 }, () =>
    Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout),
  );
  return times.sort((a, b) => a - b)[4] ?? Number.NaN;
}
