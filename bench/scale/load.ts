import type { App } from '../../packages/server/src/app.ts';
import { startOne } from './waiting.ts';

/** Instances of two tasks that begin and end, `together` side by side, until they are told to stop; answers how many have ended. */
export function steadyLoad(
  app: App,
  place: { institution: string; definition: string },
  together = 4,
): { stop(): Promise<number>; done(): number } {
  let done = 0;
  let stopped = false;
  const scope = { kind: 'institution', institution: place.institution } as const;
  const one = async () => {
    const instance = await startOne(app, place);
    for (const element of ['first', 'second']) {
      await app.services.unitOfWork.run(scope, async (tx) => {
        const [task] = await tx.query<{ key: string }>(
          'select key from tasks where institution_id = $1 and instance_id = $2 and element = $3',
          [place.institution, instance, element],
        );
        const command = { type: 'completeTask', key: Number(task?.key), variables: {}, actor: 'bench' } as const;
        await app.services.runner.execute(tx, instance, command);
      });
    }
    done += 1;
  };
  const running = Array.from({ length: together }, async () => {
    while (!stopped) await one();
  });
  return {
    done: () => done,
    async stop() {
      stopped = true;
      await Promise.all(running);
      return done;
    },
  };
}
