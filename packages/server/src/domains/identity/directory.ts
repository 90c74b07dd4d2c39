import { createHash } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { Transaction, UnitOfWork } from '../../persistence/unit-of-work.ts';
import type { Directory } from '../../platform/authentication.ts';
import type { Account, InstitutionSummary, Membership, Role, Session } from '../../platform/session.ts';
import { findMachine } from '../api-tokens/index.ts';

interface SessionRow {
  csrf: string;
  last_seen_at: Date;
  id: string;
  login: string;
  name: string;
  locale: Account['locale'];
  email: string | null;
}

interface MembershipRow extends InstitutionSummary {
  groups: string[];
  roles: Role[];
  office_slug: string | null;
  title: string | null;
}

/** How stale "last seen" may get before it is written again. */
const SEEN_EVERY_MS = 60_000;

/** The database keeps only this of a session's token, so a copy of the database opens no session. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Sessions and institutions as the platform asks for them. */
export function databaseDirectory(unitOfWork: UnitOfWork, config: Config): Directory {
  return {
    async identify({ token, apiToken, institutionSlug }) {
      if (token === null && institutionSlug === null) return { session: null, machine: null, institution: null };
      return await unitOfWork.run({ kind: 'platform' }, async (tx) => {
        const session = token === null ? null : await findSession(tx, token, config);
        const institution = institutionSlug === null ? null : await findInstitution(tx, institutionSlug);
        if (apiToken === null || institution === null) return { session, machine: null, institution };
        const scope = { kind: 'institution', institution: institution.id } as const;
        const machine = await unitOfWork.run(scope, async (inner) => await findMachine(inner, apiToken));
        return { session, machine, institution };
      });
    },
  };
}

async function findInstitution(tx: Transaction, slug: string): Promise<InstitutionSummary | null> {
  const rows = await tx.query<InstitutionSummary>(
    'select id, slug, name, kind, county from institutions where slug = $1',
    [slug],
  );
  return rows[0] ?? null;
}

async function findSession(tx: Transaction, token: string, config: Config): Promise<Session | null> {
  const hash = tokenHash(token);
  const idleSince = new Date(tx.now.getTime() - config.session.idleMinutes * 60_000);
  const [row] = await tx.query<SessionRow>(
    `select s.csrf, s.last_seen_at, a.id, a.login, a.name, a.locale, a.email
       from sessions s join accounts a on a.id = s.account_id
      where s.id_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and a.disabled_at is null`,
    [hash, tx.now, idleSince],
  );
  if (!row) return null;
  if (tx.now.getTime() - row.last_seen_at.getTime() > SEEN_EVERY_MS) {
    await tx.query('update sessions set last_seen_at = $2 where id_hash = $1', [hash, tx.now]);
  }
  const { id, login, name, locale, email } = row;
  return { account: { id, login, name, locale, email }, csrfToken: row.csrf, memberships: await membershipsOf(tx, id) };
}

/** The person's posts in all institutions, by the one policy that lets them see their own. */
export async function membershipsOf(tx: Transaction, account: string): Promise<Membership[]> {
  await tx.query("select set_config('circula.account', $1, true)", [account]);
  const rows = await tx.query<MembershipRow>(
    `select i.id, i.slug, i.name, i.kind, i.county, m.groups, m.roles, m.office_slug, m.title
       from memberships m join institutions i on i.id = m.institution_id where m.account_id = $1 order by i.name`,
    [account],
  );
  return rows.map(({ groups, roles, office_slug, title, ...institution }) => ({
    institution,
    groups,
    roles,
    office: office_slug,
    title,
  }));
}
