import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { readAssets } from './assets.ts';
import { deskShell } from './desk-shell.ts';
import type { Portal } from './page-routes.ts';
import { pages } from './pages/index.ts';
import { readPosts } from './posted.ts';
import { sendProblemPage } from './problem-page.tsx';
import { type Area, isCrossSite, setSecurityHeaders } from './security-headers.ts';
import { type Api, ApiProblem, languageOf } from './visit.ts';

export interface PortalOptions {
  /** Carries requests to the HTTP API, in the same process or over the network. */
  readonly api: Api;
  /** Where `vite build` of this package left its files; by default `dist` beside `src`. */
  readonly dist?: string;
  /** Where the designer's build is; without it `/designer` does not exist. */
  readonly designerDist?: string;
  /** Origins of payment pages, e.g. `https://pay.example`; this origin is always allowed. */
  readonly checkoutOrigins?: readonly string[];
}

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b4f6c"/><path d="M24 16a8 8 0 1 1-2.6-5.9" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><path d="M22.4 6.2v4.6h-4.6" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** Hashed files never change; everything else is asked for again. */
async function serveFiles(app: FastifyInstance, options: PortalOptions, dist: string): Promise<void> {
  const immutable = { decorateReply: false, immutable: true, maxAge: '365d', index: false } as const;
  await app.register(fastifyStatic, { root: join(dist, 'assets'), prefix: '/assets/', ...immutable });
  // Browsers ask for the second by themselves on pages that are not the portal's own.
  for (const address of ['/favicon.svg', '/favicon.ico']) {
    app.get(address, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(icon),
    );
  }
  const { designerDist } = options;
  if (designerDist === undefined) return;
  const shell = readFileSync(join(designerDist, 'index.html'));
  await app.register(fastifyStatic, {
    ...immutable,
    root: join(designerDist, 'assets'),
    prefix: '/designer/assets/',
  });
  const sendShell = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').send(shell);
  app.get('/designer', sendShell);
  app.get('/designer/*', sendShell);
}

function areaOf(url: string): Area {
  const [path = ''] = url.split('?');
  if (path === '/desk' || path.startsWith('/desk/')) return 'desk';
  return path === '/designer' || path.startsWith('/designer/') ? 'designer' : 'page';
}

/** Turns what the API refuses, and what breaks, into a page; a visitor who must log in is sent there and back. */
function answerErrors(app: FastifyInstance, portal: Portal): void {
  app.setErrorHandler((error: FastifyError | ApiProblem, request, reply) => {
    const status = error instanceof ApiProblem ? error.status : (error.statusCode ?? 500);
    if (error instanceof ApiProblem && status === 401) {
      const back = request.method === 'GET' ? request.url : request.url.replace(/\/(start|submit|save)$/, '');
      return reply.redirect(`/login?next=${encodeURIComponent(back)}`, 303);
    }
    // Messages may quote what a visitor wrote, so a log has the places alone.
    const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    if (status >= 500) request.log.error({ failure: { name: error.name, frames } }, 'A page could not be shown');
    if ('headers' in error && typeof error.headers === 'object') reply.headers({ ...error.headers });
    const frame = { language: languageOf(request), address: '/', session: null };
    return sendProblemPage(reply, frame, portal.assets, status);
  });
}

/**
 * The portal as a Fastify plugin: citizens' pages rendered here, the officials' desk and the designer as files. It
 * reaches the server only through the public HTTP API, as the visitor, with the visitor's cookies.
 */
export function createPortal(options: PortalOptions): FastifyPluginAsync {
  return async (app) => {
    const dist = options.dist ?? fileURLToPath(new URL('../../dist', import.meta.url));
    const portal: Portal = { api: options.api, assets: readAssets(dist) };
    readPosts(app);
    answerErrors(app, portal);
    app.addHook('onRequest', async (request, reply) => {
      setSecurityHeaders(reply, areaOf(request.url), options.checkoutOrigins ?? []);
      if (request.method === 'POST' && isCrossSite(request)) {
        throw Object.assign(new Error('A post from another site'), { statusCode: 403 });
      }
    });
    await serveFiles(app, options, dist);
    for (const addRoutes of pages) addRoutes(app, portal);
    deskShell(app, portal);
    app.setNotFoundHandler((request, reply) => {
      const frame = { language: languageOf(request), address: '/', session: null };
      return sendProblemPage(reply, frame, portal.assets, 404);
    });
  };
}
