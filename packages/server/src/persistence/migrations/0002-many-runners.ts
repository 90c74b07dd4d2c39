import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What many runners need: indexes by which each institution has its turn, the outbox's own kind for commands that go on
 * in a following transaction, and the row that says which releases may still run on this schema.
 */
export class ManyRunners implements MigrationInterface {
  name = 'ManyRunners0000000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index timers_turn on timers (institution_id, due);
      create index jobs_turn on jobs (institution_id, run_at) where done_at is null and failed_at is null;
      drop index jobs_runnable;
      alter table jobs drop constraint jobs_kind_check;
      alter table jobs add constraint jobs_kind_check check (kind in ('service', 'message', 'outward', 'steps'));
      create table schema_floor (
        single boolean primary key default true check (single),
        floor integer not null
      );
      insert into schema_floor (floor) values (1);
      grant select on schema_floor to circula_app, circula_worker;
      grant select on migrations to circula_worker`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
