import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Domain } from '../../src/domain.ts';
import { callOutside } from '../../src/domains/jobs/call-outside.ts';
import { domains } from '../../src/domains.ts';
import { startServer } from '../../src/main.ts';
import { loggingOptions, useRequestLog } from '../../src/platform/logging.ts';
import { exportTraces } from '../../src/platform/tracing/export-traces.ts';
import { useRequestSpans } from '../../src/platform/tracing/request-spans.ts';
import { model } from '../runtime/models.ts';
import { createDatabase, describeOnBothDatabases } from '../support/databases.ts';
import { logInNew, machineOf } from '../support/members.ts';
import { createInstitution, createTestApp, eventually, publishModel, testConfig } from '../support/test-app.ts';
import { TraceCollector } from '../support/trace-collector.ts';

/** A task for a person, a call outside, a short timer, a job for a worker outside. */
const ROAD = model(`
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="check"/>
    <bpmn:userTask id="check" name="Check"><bpmn:extensionElements><zeebe:userTask/>
      <zeebe:assignmentDefinition candidateGroups="registratura"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="check" targetRef="call"/>
    <bpmn:serviceTask id="call"><bpmn:extensionElements><zeebe:taskDefinition type="call-register"/></bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f3" sourceRef="call" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT0S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f4" sourceRef="wait" targetRef="outside"/>
    <bpmn:serviceTask id="outside"><bpmn:extensionElements><zeebe:taskDefinition type="archive"/></bpmn:extensionElements>
      <bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f5" sourceRef="outside" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`);

const tracing = (url: string, more: Record<string, string> = {}) => {
  const { tracing: read } = readConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
    ...more,
  });
  if (read === null) throw new Error('Tracing is off.');
  return read;
};

describeOnBothDatabases('traces', (database, created) => {
  let end: () => Promise<void> = async () => undefined;
  const complaints: string[] = [];
  const headers: (string | undefined)[] = [];
  const receiver = createServer((request, response) => {
    headers.push(request.headers.traceparent as string | undefined);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });

  /** Traces as a server does that is started with these settings. */
  async function traced(url: string, more: Record<string, string> = {}): Promise<App> {
    const stop = exportTraces(tracing(url, more), (failure) => complaints.push(failure));
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const app = await createTestApp(database(), created(), { domains: [...domains, register(port)] });
    await app.runtime.start();
    end = async () => {
      await app.stop();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
      await stop();
    };
    return app;
  }
  const register = (port: number): Domain => ({
    name: 'register',
    setUp: (services) => ({
      jobHandlers: [
        {
          jobType: 'call-register',
          async handle({ signal }) {
            const url = `http://127.0.0.1:${port}/persons?name=Ana`;
            const call = { url, method: 'POST', headers: {}, body: '{"name":"Ana Pop"}', signal };
            const { hosts, ...how } = { hosts: [`127.0.0.1:${port}`], isInner: () => false };
            await callOutside(call, { hosts, ...how, timeoutMs: 5_000, mostBytes: 1_000 });
            return { variables: { answer: 'Ana Pop' } };
          },
        },
      ],
      routes: async (app) => {
        app.post('/institutions/:institution/starts', { config: { access: 'official' } }, async (request) => {
          const { definition } = request.body as { definition: string };
          const institution = request.institution?.id ?? '';
          return await services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
            const variables = { applicant: 'Ana Pop' };
            const start = { definition: { id: definition }, businessKey: 'Ana Pop', variables, actor: 'test' };
            return await services.runner.start(tx, start);
          });
        });
        app.post(
          '/institutions/:institution/answers/:instance',
          { config: { access: 'official' } },
          async (request) => {
            const { instance } = request.params as { instance: string };
            const institution = request.institution?.id ?? '';
            return await services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
              const [task] = await tx.query<{ key: string }>('select key from tasks where instance_id = $1', [
                instance,
              ]);
              const command = {
                type: 'completeTask',
                key: Number(task?.key),
                variables: { opinion: 'Ana Pop' },
              } as const;
              const { state } = await services.runner.execute(tx, instance, {
                ...command,
                actor: request.account?.id ?? '',
              });
              return { status: state.status };
            });
          },
        );
      },
    }),
  });
  afterEach(async () => {
    await end();
    end = async () => undefined;
    headers.length = 0;
  });
  afterAll(() => receiver.close());

  async function begin(app: App) {
    const { id, slug } = await createInstitution(app.services.unitOfWork);
    const official = await logInNew(app, {
      institution: id,
      roles: ['official', 'administrator'],
      groups: ['registratura'],
    });
    const definition = await publishModel(app, id, { bpmn: ROAD });
    const at = `/institutions/${slug}`;
    return { id, at, slug, official, definition };
  }

  it('follow a request to its command, job and call outside, and are tied across a person and a timer', async () => {
    const collector = await TraceCollector.listen();
    const app = await traced(collector.url);
    const { id, at, slug, official, definition } = await begin(app);
    const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
    const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;
    const started = await official.post(`${at}/starts`, { definition }, { traceparent });
    const { instance } = started.body;
    const done = await official.post(`${at}/answers/${instance}`);
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    const { client: machine } = await machineOf(app, official, slug, ['jobs:work']);
    const [job] = await eventually(async () => {
      const answer = await machine.post(`${at}/jobs/fetch`, { worker: 'w', types: ['archive'], waitSeconds: 1 });
      return answer.body.jobs.length > 0 && answer.body.jobs;
    }, 'the last job waits for a worker');
    await machine.post(`${at}/jobs/${job.id}/complete`, { lockToken: job.lockToken });
    await eventually(
      async () =>
        collector.spans.some(
          (span) => span.name === 'command completeJob' && span.attributes['circula.element'] === 'outside',
        ),
      'the last command has reached the collector',
    );
    await end();
    end = async () => undefined;

    const called = (name: string) => collector.only(name);
    const parent = (span: { parentSpanId?: string }) => collector.spans.find((one) => one.spanId === span.parentSpanId);
    const trail = (span: ReturnType<typeof called> | undefined): string[] =>
      span === undefined ? [] : [span.name, ...trail(parent(span))];

    // The caller's trace goes on through the request to the engine and the database.
    const request = called(`POST /api/v1/institutions/:institution/starts`);
    expect(request).toMatchObject({ traceId: caller.traceId, parentSpanId: caller.spanId });
    expect(request.attributes).toMatchObject({ 'http.response.status_code': 200, 'circula.institution': id });
    const start = called('command start');
    expect(start.attributes).toMatchObject({ 'circula.instance': instance, 'circula.command': 'start' });
    const engine = collector.spans
      .filter((span) => span.name === 'engine')
      .find((span) => span.traceId === caller.traceId);
    expect(trail(engine)).toEqual(['engine', 'step start', 'command start', 'transaction', request.name]);

    // The person begins a trace of their own, which points back at the step that made the task.
    const complete = called('command completeTask');
    expect(complete.traceId).not.toBe(caller.traceId);
    expect(complete.links.map(({ traceId }) => traceId)).toEqual([caller.traceId]);
    expect(complete.links[0]?.spanId).toBe(
      collector.spans.find((span) => span.name === 'step start' && span.traceId === caller.traceId)?.spanId,
    );
    expect(complete.attributes['circula.element']).toBe('check');
    expect(trail(complete).at(-1)).toBe('POST /api/v1/institutions/:institution/answers/:instance');

    // The job and its call belong to the trace of the command that asked for them.
    const delivery = called('deliver call-register');
    const call = collector.spans.find((span) => span.parentSpanId === delivery.spanId && span.name === 'POST');
    expect(delivery.traceId).toBe(complete.traceId);
    expect(headers).toEqual([`00-${complete.traceId}-${call?.spanId}-01`]);

    // The timer is a trace of its own, tied to the command that set it; the worker outside is told of its trace.
    const timer = called('fire timer');
    expect(timer.parentSpanId).toBeUndefined();
    expect(timer.links.map(({ traceId }) => traceId)).toEqual([complete.traceId]);
    expect(job.traceparent).toMatch(new RegExp(`^00-${timer.traceId}-[0-9a-f]{16}-01$`));
    const last = collector.spans.find(
      (span) => span.attributes['circula.element'] === 'outside' && span.name.startsWith('command'),
    );
    expect(last?.links.map(({ traceId }) => traceId)).toEqual([timer.traceId]);

    // Nothing that polls fills the traces, and nothing says who or what it was about.
    expect(collector.spans.filter((span) => span.name === 'transaction' && parent(span) === undefined)).toEqual([]);
    for (const secret of ['Ana', official.account, slug, 'Check']) expect(collector.text).not.toContain(secret);
    expect(complaints).toEqual([]);
    await collector.close();
  });

  it('are none that a caller or the sampler does not want, and cost no work when the collector fails', async () => {
    const collector = await TraceCollector.listen();
    const app = await traced(collector.url, {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x',
    });
    const { at, official, definition } = await begin(app);
    const traceId = randomUUID().replaceAll('-', '');
    await official.post(`${at}/starts`, { definition }, { traceparent: `00-${traceId}-b7ad6b7169203331-00` });
    // Sent after it, so that it would have come with or before this one.
    await official.get('/institutions');
    await eventually(
      async () => collector.text.includes('GET /api/v1/institutions'),
      'the last request has reached the collector',
    );
    expect(collector.requests[0]).toEqual({
      path: '/v1/traces',
      type: 'application/x-protobuf',
      authorization: 'Bearer x',
    });
    expect(collector.text).toContain('POST /api/v1/session');
    expect(collector.text).not.toContain('/starts');

    collector.status = 400;
    const asked = collector.requests.length;
    expect((await official.post(`${at}/starts`, { definition })).status).toBe(200);
    await eventually(async () => collector.requests.length > asked, 'the collector has refused');
    await collector.close();
    expect((await official.post(`${at}/starts`, { definition })).status).toBe(200);
    await eventually(async () => complaints.length > 0, 'somebody is told');
    expect(complaints).toHaveLength(1);
  });
});

it('are named by the lines of the log that belong to them', async () => {
  const collector = await TraceCollector.listen();
  const stop = exportTraces(tracing(collector.url), () => undefined);
  const lines: { msg: string; trace_id?: string; span_id?: string }[] = [];
  const options = loggingOptions('info');
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const server = Fastify({ ...options, logger: { ...(options.logger as object), stream } });
  server.decorateRequest('institution', null);
  useRequestSpans(server);
  useRequestLog(server);
  server.get('/files/:file', async (request) => {
    request.log.info('within');
    return 'here';
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  expect(await (await fetch(`${address}/files/ana`)).text()).toBe('here');
  await eventually(async () => lines.some((line) => line.msg === 'answered'), 'the request is logged');
  await server.close();
  await stop();
  const { traceId, spanId } = collector.only('GET /files/:file');
  for (const msg of ['within', 'answered']) {
    expect(lines.find((line) => line.msg === msg)).toMatchObject({ trace_id: traceId, span_id: spanId });
  }
  await collector.close();
});

it('are sent by a server that is started with a collector, the last ones when it stops', async () => {
  const collector = await TraceCollector.listen();
  const created = await createDatabase('postgres');
  const server = await startServer({
    config: testConfig(created.config, {
      port: 0,
      role: 'web',
      tracing: tracing(collector.url, { OTEL_BSP_SCHEDULE_DELAY: '600000', OTEL_SERVICE_NAME: 'ghiseu' }),
    }),
    report: () => undefined,
  });
  await fetch(`${server.address}/api/v1/session`);
  await fetch(`${server.address}/livez`);
  expect(collector.spans).toEqual([]);
  await server.stop();
  expect(collector.spans.map((span) => span.name)).toContain('GET /api/v1/session');
  expect(collector.spans.map((span) => span.name)).not.toContain('GET /livez');
  expect(collector.text).toContain('"circula.role"');
  expect(collector.text).toContain('"ghiseu"');
  await created.drop();
  await collector.close();
});

it('are off without a collector: nothing is stored or sent', async () => {
  expect(readConfig({}).tracing).toBeNull();
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }).tracing).toBeNull();
});

it('are refused settings that mean nothing', () => {
  const on = (more: Record<string, string>) => () => tracing('http://127.0.0.1:4318/', more);
  expect(on({})()).toMatchObject({ url: 'http://127.0.0.1:4318/v1/traces', serviceName: 'circula' });
  expect(on({ OTEL_RESOURCE_ATTRIBUTES: 'a=b%20c, d=e' })().attributes).toEqual({ a: 'b c', d: 'e' });
  expect(on({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow('OTEL_EXPORTER_OTLP_PROTOCOL must be one of');
  expect(on({ OTEL_EXPORTER_OTLP_HEADERS: 'Bearer x' })).toThrow('OTEL_EXPORTER_OTLP_HEADERS is not of the form');
  expect(on({ OTEL_TRACES_SAMPLER: 'jaeger_remote' })).toThrow('OTEL_TRACES_SAMPLER must be one of');
  expect(on({ OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1');
});
