import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { actorOf, type Machine, requireMachine } from '../../platform/session.ts';
import { Problem } from '../../problems.ts';
import { checkedVariables } from '../checked-variables.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { checkedResult } from '../job-result.ts';
import { Nothing, ref } from '../schema.ts';
import { fetchJobs } from './fetch-jobs.ts';
import { LongPoll } from './long-poll.ts';
import { CompleteJob, ExtendJob, FailJob, FetchedJobs, FetchJobs, JobLock, JobParams, ThrowError } from './schemas.ts';
import { completeJob, extendJob, failJob, type HeldJob, throwJobError } from './settle-job.ts';

export function workersRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { runner } = services;
  const access = { scope: 'jobs:work' } as const;
  const tags = ['workers'];
  return async (app) => {
    const longPoll = new LongPoll(services.onJobs);
    const stopping = new AbortController();
    app.addHook('preClose', async () => stopping.abort());

    app.post(
      '/institutions/:institution/jobs/fetch',
      {
        // A lock that nobody heard of runs out by itself, and an answer that waits must not hold a transaction.
        config: { access, idempotent: false },
        schema: {
          operationId: 'fetchJobs',
          tags,
          summary: 'Lock waiting jobs for a worker, waiting for some when there are none',
          params: InstitutionParams,
          body: FetchJobs,
          response: { 200: ref(FetchedJobs) },
        },
      },
      async (request, reply) => {
        const { worker, types, variables, matching } = request.body;
        const { maxJobs = 1, lockSeconds = 60, waitSeconds = 0 } = request.body;
        mayTake(requireMachine(request), types, services.jobTypes());
        const fetch = {
          worker,
          types,
          maxJobs,
          lockSeconds,
          variables: variables ?? null,
          matching: matching === undefined ? null : checkedVariables(matching, 'matching'),
        };
        const gone = new AbortController();
        const onClose = () => gone.abort();
        reply.raw.on('close', onClose);
        const jobs = await longPoll.wait({
          look: async () => {
            const found = await inInstitution(services, request, async (tx) => await fetchJobs(tx, runner, fetch));
            return found.length === 0 ? null : found;
          },
          waitMs: waitSeconds * 1000,
          signal: AbortSignal.any([stopping.signal, gone.signal]),
        });
        reply.raw.off('close', onClose);
        return { jobs: jobs ?? [] };
      },
    );

    app.post(
      '/institutions/:institution/jobs/:job/extend',
      {
        config: { access },
        schema: {
          operationId: 'extendJob',
          tags,
          summary: 'Keep the lock of a job for longer',
          params: JobParams,
          body: ExtendJob,
          response: { 200: ref(JobLock) },
        },
      },
      async (request) => {
        const { lockSeconds = 60 } = request.body;
        const until = await inInstitution(
          services,
          request,
          async (tx) => await extendJob(tx, heldJob(request, request.params.job, request.body.lockToken), lockSeconds),
        );
        return { lockedUntil: until.toISOString() };
      },
    );

    app.post(
      '/institutions/:institution/jobs/:job/complete',
      {
        config: { access },
        schema: {
          operationId: 'completeJob',
          tags,
          summary: 'The work is done: the process goes on',
          params: JobParams,
          body: CompleteJob,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const variables = checkedVariables(request.body.variables, 'variables');
        const done = { variables, ...checkedResult(request.body.result) };
        const job = heldJob(request, request.params.job, request.body.lockToken);
        await inInstitution(services, request, async (tx) => await completeJob(tx, runner, job, done));
        reply.code(204);
        return null;
      },
    );

    app.post(
      '/institutions/:institution/jobs/:job/fail',
      {
        config: { access },
        schema: {
          operationId: 'failJob',
          tags,
          summary: 'The work did not succeed: again later, or an incident when no retries are left',
          params: JobParams,
          body: FailJob,
          response: { 200: Type.Object({ retries: Type.Integer() }) },
        },
      },
      async (request) => {
        const { lockToken, ...failure } = request.body;
        const job = heldJob(request, request.params.job, lockToken);
        return await inInstitution(services, request, async (tx) => await failJob(tx, runner, job, failure));
      },
    );

    app.post(
      '/institutions/:institution/jobs/:job/error',
      {
        config: { access },
        schema: {
          operationId: 'throwJobError',
          tags,
          summary: 'The work ended in a business error that the model may catch',
          params: JobParams,
          body: ThrowError,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { lockToken, code, message = '' } = request.body;
        const variables = checkedVariables(request.body.variables, 'variables');
        const job = heldJob(request, request.params.job, lockToken);
        await inInstitution(
          services,
          request,
          async (tx) => await throwJobError(tx, runner, job, { code, message, variables }),
        );
        reply.code(204);
        return null;
      },
    );
  };
}

const heldJob = (request: FastifyRequest, id: string, lockToken: string): HeldJob => ({
  id,
  lockToken,
  actor: actorOf(request),
});

/** A token may name the types it is for, and what the server carries out itself is for nobody else. */
function mayTake(machine: Machine, types: readonly string[], builtIn: ReadonlySet<string>): void {
  const own = types.filter((type) => builtIn.has(type));
  if (own.length > 0) throw refused(`The server itself carries out ${own.join(', ')}`, 'built-in');
  const foreign = types.filter((type) => machine.jobTypes.length > 0 && !machine.jobTypes.includes(type));
  if (foreign.length > 0) throw new Problem('forbidden', `This token is not for jobs of type ${foreign.join(', ')}`);
}

const refused = (message: string, code: string): Problem =>
  new Problem('body-invalid', message, { errors: [{ field: 'types', code, message }] });
