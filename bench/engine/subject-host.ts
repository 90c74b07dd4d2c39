import { Engine } from '@circula/engine';
import { CannotRun, type Subject } from './cases.ts';

/** The in-memory host that embedders use, with handlers and open tasks. */
export const host: Subject = {
  name: 'circula Engine',
  async prepare({ xml, variables, name }) {
    const source = xml('feel');
    let engine = await deployed(source);
    return {
      run() {
        const started = engine.start('process', { variables });
        if (!started.ok) throw new Error(started.failure.message);
        for (let [task] = engine.tasks(started.instance); task !== undefined; [task] = engine.tasks(started.instance)) {
          engine.complete(task);
        }
        if (engine.state(started.instance)?.status !== 'completed') throw new Error(`${name} did not end`);
      },
      // an engine keeps what has ended; a new one now and then keeps memory out of the figures
      async renew() {
        engine = await deployed(source);
      },
    };
  },
};

async function deployed(xml: string): Promise<Engine> {
  const engine = new Engine();
  const { processes, diagnostics } = await engine.deploy(xml);
  if (processes.length === 0) throw new CannotRun(diagnostics.find((one) => one.severity === 'error')?.message);
  engine.handle('work', () => undefined);
  return engine;
}
