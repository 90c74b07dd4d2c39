import { randomUUID } from 'node:crypto';
import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { isTracing, traceOfLog } from './tracing/spans.ts';

/**
 * JSON lines on standard output. A request is logged by its route pattern, so neither query strings nor the codes and
 * names inside addresses reach a log. While traces are sent, a line says to which one it belongs.
 */
export function loggingOptions(
  level: string,
): Pick<FastifyServerOptions, 'logger' | 'logController' | 'genReqId' | 'requestIdHeader'> {
  const serializers = { req: () => ({}), res: () => ({}) };
  const mixin = isTracing() ? { mixin: traceOfLog } : {};
  return {
    logger: level === 'silent' ? false : { level, base: null, serializers, ...mixin },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
  };
}

/** One line per answered request. */
export function useRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        institution: request.institution?.slug,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
