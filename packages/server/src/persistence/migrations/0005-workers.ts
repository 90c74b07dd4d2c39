import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '../secure-table.ts';

/** Tokens for machines, and jobs that wait for a worker outside. Only adds, so the release before runs beside it. */
export class Workers implements MigrationInterface {
  name = 'Workers0000000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table api_tokens (
        institution_id uuid not null references institutions (id),
        id uuid not null default gen_random_uuid(),
        token_hash bytea not null,
        name text not null,
        scopes text[] not null,
        job_types text[] not null default '{}',
        created_at timestamptz not null,
        created_by uuid not null,
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid,
        primary key (institution_id, id),
        unique (institution_id, token_hash)
      );
      alter table jobs add column worker text;
      create index jobs_of_workers on jobs (institution_id, job_type, run_at)
        where kind = 'service' and done_at is null and failed_at is null;`);
    await secureTable(queryRunner, 'api_tokens');
  }

  async down(): Promise<void> {
    throw new Error('Tokens and waiting jobs have no way back: restore a backup instead.');
  }
}
