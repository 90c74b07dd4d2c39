import type { QueryRunner } from 'typeorm';

/** The role of every request: owns nothing, so row-level security holds for it. */
export const APP_ROLE = 'circula_app';
/** The role of the background loops: may claim due timers and jobs of all institutions, and nothing else. */
export const WORKER_ROLE = 'circula_worker';

/** The login may not create the roles, and nobody has; `message` says which statements a database administrator runs. */
export class MissingRoles extends Error {
  constructor(login: string) {
    super(
      `The database login "${login}" may not create roles. Let a database administrator run once: ` +
        `create role ${APP_ROLE} nologin; create role ${WORKER_ROLE} nologin; grant ${APP_ROLE}, ${WORKER_ROLE} to "${login}";`,
    );
    this.name = 'MissingRoles';
  }
}

/**
 * Creates both roles where they are missing and lets the login take them. Roles belong to the whole database server,
 * so another database may have made them already, or be making them now.
 */
export async function ensureRoles(queryRunner: QueryRunner): Promise<void> {
  const [login] = (await queryRunner.query(
    'select current_user as name, rolsuper or rolcreaterole as can_create from pg_roles where rolname = current_user',
  )) as { name: string; can_create: boolean }[];
  if (!login) throw new Error('The database does not know the login it accepted.');
  for (const role of [APP_ROLE, WORKER_ROLE]) {
    const [known] = (await queryRunner.query(
      "select pg_has_role(current_user, oid, 'member') as usable from pg_roles where rolname = $1",
      [role],
    )) as { usable: boolean }[];
    if (known?.usable) continue;
    if (!login.can_create) throw new MissingRoles(login.name);
    await queryRunner.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    exception when duplicate_object or unique_violation then null; end $$`);
    await queryRunner.query(`grant ${role} to current_user`);
  }
}
