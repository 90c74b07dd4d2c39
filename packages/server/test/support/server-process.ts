import { readConfig } from '../../src/config.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { runServer, startFailure } from '../../src/main.ts';

/** A domain with jobs and timers under load: each job leaves one office behind, in the transaction that completes it. */
const load: Domain = {
  name: 'load',
  setUp: (services) => ({
    jobHandlers: [
      {
        jobType: 'leave-trace',
        async handle(job) {
          return {
            within: async (tx) => {
              await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [
                job.institution,
                `trace-${job.instance}`,
              ]);
              return { traced: true };
            },
          };
        },
      },
    ],
    routes: async (app) => {
      app.post('/institutions/:institution/instances', { config: { access: 'account' } }, async (request, reply) => {
        const { definition } = request.body as { definition: string };
        const institution = request.institution?.id ?? '';
        const started = await services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
          const businessKey = String(request.headers['idempotency-key']);
          return await services.runner.start(tx, {
            definition: { id: definition },
            businessKey,
            variables: {},
            actor: 'load',
          });
        });
        reply.code(201);
        return started;
      });
    },
  }),
};
try {
  const domains = process.env.LOAD === '1' ? [identity, load] : [identity];
  await runServer({ config: readConfig(process.env), domains }, (server) => console.log(`ready ${server.address}`));
} catch (error) {
  console.error(startFailure(error));
  process.exitCode = 1;
}
