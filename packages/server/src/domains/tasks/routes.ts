import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { inInstitution, officialOf } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { claimTask, releaseTask } from './change-task-owner.ts';
import { completeTask } from './complete-task.ts';
import { getTask } from './get-task.ts';
import { listTasks } from './list-tasks.ts';
import { saveTaskDraft } from './save-task-draft.ts';
import { Task, TaskAnswersInput, TaskCompleted, TaskList, TaskListQuery, TaskParams } from './schemas.ts';

export function tasksRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    const secret = services.config.secrets.data;

    app.get(
      '/institutions/:institution/tasks',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'listTasks',
          tags: ['tasks'],
          summary: 'The inbox: mine, my office’s, all',
          params: InstitutionParams,
          querystring: TaskListQuery,
          response: { 200: ref(TaskList) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => await listTasks(tx, official, request.query));
      },
    );

    app.get(
      '/institutions/:institution/tasks/:task',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'getTask',
          tags: ['tasks'],
          summary: 'A task with its form and its request',
          params: TaskParams,
          response: { 200: ref(Task) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => {
          return await getTask(tx, request.params.task, official, { account: official.account, secret });
        });
      },
    );

    app.post(
      '/institutions/:institution/tasks/:task/claim',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'claimTask',
          tags: ['tasks'],
          summary: 'Take a task',
          params: TaskParams,
          response: { 200: ref(Task) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => {
          await claimTask(tx, services.runner, request.params.task, official);
          return await getTask(tx, request.params.task, official, { account: official.account, secret });
        });
      },
    );

    app.post(
      '/institutions/:institution/tasks/:task/release',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'releaseTask',
          tags: ['tasks'],
          summary: 'Give a task back to the office',
          params: TaskParams,
          response: { 200: ref(Task) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => {
          await releaseTask(tx, services.runner, request.params.task, official);
          return await getTask(tx, request.params.task, official, { account: official.account, secret });
        });
      },
    );

    app.put(
      '/institutions/:institution/tasks/:task/draft',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'saveTaskDraft',
          tags: ['tasks'],
          summary: 'Keep unfinished answers',
          params: TaskParams,
          body: TaskAnswersInput,
          response: { 200: ref(Task) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => {
          await saveTaskDraft(tx, request.params.task, official, request.body.answers);
          return await getTask(tx, request.params.task, official, { account: official.account, secret });
        });
      },
    );

    app.post(
      '/institutions/:institution/tasks/:task/complete',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'completeTask',
          tags: ['tasks'],
          summary: 'Complete a task with its answers',
          params: TaskParams,
          body: TaskAnswersInput,
          response: { 200: ref(TaskCompleted) },
        },
      },
      async (request) => {
        const official = officialOf(request);
        return await inInstitution(services, request, async (tx) => {
          const done = await completeTask(tx, services.runner, request.params.task, official, request.body.answers);
          const { items } = await listTasks(tx, official, { view: 'mine' });
          const next = items[0] ?? (await listTasks(tx, official, { view: 'office' })).items[0] ?? null;
          return { done, next };
        });
      },
    );
  };
}
