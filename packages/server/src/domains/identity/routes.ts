import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../../platform/authentication.ts';
import { loginLimit } from '../../platform/rate-limits.ts';
import type { Session as SessionView } from '../../platform/session.ts';
import { ref } from '../schema.ts';
import { createAccount } from './create-account.ts';
import { logIn } from './log-in.ts';
import { closeSession, openSession } from './open-session.ts';
import { Credentials, NewAccount, Session } from './schemas.ts';

const NOBODY = { account: null, csrfToken: '', memberships: [] };

/** A session as the API shows it: mutable copies, since the schema knows no readonly. */
function view(session: SessionView) {
  return {
    account: { ...session.account },
    csrfToken: session.csrfToken,
    memberships: session.memberships.map((membership) => ({
      ...membership,
      groups: [...membership.groups],
      roles: [...membership.roles],
    })),
  };
}

export function identityRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { config, unitOfWork } = services;
  const guarded = { access: 'public' as const, idempotent: false, ...loginLimit(config.rateLimits) };
  const answer = { response: { 200: ref(Session) } };
  return async (app) => {
    app.get(
      '/session',
      {
        config: { access: 'public' },
        schema: { ...answer, operationId: 'getSession', tags: ['identity'], summary: 'Who am I' },
      },
      async (request) => (request.session ? view(request.session) : NOBODY),
    );

    app.post(
      '/session',
      {
        config: guarded,
        schema: { ...answer, body: Credentials, operationId: 'logIn', tags: ['identity'], summary: 'Log in' },
      },
      async (request, reply) => {
        const { token, session } = await logIn(services, request.body, sessionToken(request));
        setSessionCookie(request, reply, token, config.publicUrl);
        return view(session);
      },
    );

    app.delete(
      '/session',
      {
        config: { access: 'public' },
        schema: { response: { 204: Type.Null() }, operationId: 'logOut', tags: ['identity'], summary: 'Log out' },
      },
      async (request, reply) => {
        const token = sessionToken(request);
        if (token !== null) await unitOfWork.run({ kind: 'platform' }, async (tx) => await closeSession(tx, token));
        clearSessionCookie(reply);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/accounts',
      {
        config: guarded,
        schema: {
          ...answer,
          body: NewAccount,
          operationId: 'signUp',
          tags: ['identity'],
          summary: 'Sign up as a citizen and log in',
        },
      },
      async (request, reply) => {
        const opened = await createAccount(
          unitOfWork,
          request.body,
          async (tx, account) => await openSession(tx, account, config, sessionToken(request)),
        );
        setSessionCookie(request, reply, opened.token, config.publicUrl);
        return view(opened.session);
      },
    );
  };
}
