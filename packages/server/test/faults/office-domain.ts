import type { Domain, Services } from '../../src/domain.ts';
import { allotNumber } from '../../src/domains/registry/index.ts';
import type { Transaction } from '../../src/persistence/unit-of-work.ts';
import { audit } from '../../src/platform/audit.ts';
import type { Instruction } from '../../src/runtime/projection.ts';

/** What a client of the fault tests may ask for; one request is one command. */
export type Ask =
  | { readonly do: 'start'; readonly definition: string; readonly businessKey: string; readonly variables?: object }
  /** A start with everything that must come or go together: register number, audit entry and a letter outward. */
  | { readonly do: 'file'; readonly definition: string; readonly businessKey: string }
  | { readonly do: 'execute'; readonly businessKey: string; readonly element: string; readonly command: object }
  | { readonly do: 'publish'; readonly name: string; readonly key: string; readonly messageId: string }
  | { readonly do: 'broadcast'; readonly name: string };

/** How long a slow job takes. */
export const SLOW_MS = 2_000;

/**
 * An office in small: commands over HTTP, jobs whose effect is a row, timers. Each job leaves one office named after its
 * instance in the transaction that completes it, so a second completion would break a key.
 */
export const office: Domain = {
  name: 'office',
  setUp: (services) => ({
    jobHandlers: [
      {
        jobType: 'leave-trace',
        handle: async (job) => ({ within: async (tx) => await leaveTrace(tx, `${job.instance}-${job.key}`) }),
      },
      {
        jobType: 'letter',
        handle: async (job) => ({ within: async (tx) => await leaveTrace(tx, `${job.instance}-letter`) }),
      },
      {
        // Says by whom it was taken, and takes its time: a runner can be stopped in the midst of it.
        jobType: 'leave-slow-trace',
        async handle(job, unitOfWork) {
          const by = `${job.attempt}-by-${process.env.RUNNER_NAME}`;
          await unitOfWork.run({ kind: 'institution', institution: job.institution }, async (tx) => {
            await leaveTrace(tx, `${job.instance}-taken-${by}`);
          });
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
          return { within: async (tx) => await leaveTrace(tx, `${job.instance}-done-${by}`) };
        },
      },
      {
        jobType: 'poison',
        async handle(job) {
          if (job.variables.cured !== true) throw new Error('poisoned');
          return {};
        },
      },
    ],
    routes: async (app) => {
      app.post('/institutions/:institution/asks', { config: { access: 'account' } }, async (request, reply) => {
        const institution = request.institution?.id ?? '';
        const ask = request.body as Ask;
        const answer = await services.unitOfWork.run(
          { kind: 'institution', institution },
          async (tx) => await carryOut(services, tx, ask),
        );
        reply.code(201);
        return answer;
      });
      app.get('/institutions/:institution/asks', { config: { access: 'account' } }, async (request) => {
        const institution = request.institution?.id ?? '';
        return await services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => ({
          instances: await tx.query('select id from instances order by created_at desc limit 50'),
        }));
      });
    },
  }),
};

async function leaveTrace(tx: Transaction, slug: string): Promise<{ traced: boolean }> {
  await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, jsonb_build_object('at', now()))", [
    tx.institution,
    slug,
  ]);
  return { traced: true };
}

/** Carries out a request, in the transaction of whoever received it. */
export async function carryOut(services: Services, tx: Transaction, ask: Ask): Promise<object> {
  const { runner } = services;
  switch (ask.do) {
    case 'start': {
      const { definition, businessKey, variables = {} } = ask;
      const options = { definition: { id: definition }, businessKey, variables: variables as never, actor: 'test' };
      return await runner.start(tx, options);
    }
    case 'file': {
      const { definition, businessKey } = ask;
      const started = await runner.start(tx, {
        definition: { id: definition },
        businessKey,
        variables: {},
        actor: 'test',
      });
      await services.enqueue(tx, { jobType: 'letter', variables: {} });
      audit(tx, { actor: 'test', action: 'ask.filed', subject: `ask:${businessKey}` });
      const { number } = await allotNumber(tx, {
        register: 'asks',
        direction: 'incoming',
        request: null,
        subject: businessKey,
      });
      return { ...started, number };
    }
    case 'execute': {
      const [row] = await tx.query<{ id: string; key: string }>(
        `select i.id, k.key
           from instances i left join lateral (
             select key from tasks t where t.instance_id = i.id and t.element = $2 and t.completed_at is null
             union all
             select key from incidents n where n.instance_id = i.id and n.element = $2 and n.resolved_at is null
              order by key limit 1) k on true
          where i.business_key = $1 order by k.key is null, i.parent_instance is not null limit 1`,
        [ask.businessKey, ask.element],
      );
      if (!row) throw new Error(`There is no instance ${ask.businessKey}.`);
      const command = { ...ask.command, ...(row.key === null ? {} : { key: Number(row.key) }) } as Instruction;
      const { state } = await runner.execute(tx, row.id, command);
      audit(tx, { actor: 'test', action: 'ask.executed', subject: `ask:${ask.businessKey}` });
      return { status: state.status };
    }
    case 'publish': {
      const { name, key, messageId } = ask;
      const receipt = await runner.publish(tx, {
        name,
        correlationKey: key,
        messageId,
        timeToLive: 86_400_000,
        variables: { heard: key },
      });
      return { buffered: receipt.buffered, duplicate: receipt.duplicate, received: receipt.instances.length };
    }
    case 'broadcast':
      return { received: (await runner.broadcast(tx, { name: ask.name, variables: {} })).length };
    default:
      throw new Error(`Nobody knows how to ${String(ask satisfies never)}.`);
  }
}
