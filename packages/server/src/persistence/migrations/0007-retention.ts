import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the background role clear what is over: done jobs, and the journal of instances that the application has marked. It
 * can delete nothing else, and the application role still cannot delete from a journal at all. Only adds.
 */
export class Retention implements MigrationInterface {
  name = 'Retention0000000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table instances add column forgotten_at timestamptz;
      alter table instances add column in_file boolean not null default false;
      create index instances_ended on instances (institution_id, ended_at, id)
        where ended_at is not null and not in_file;
      alter table definitions add column history_days integer check (history_days > 0);
      create index instances_forgotten on instances (institution_id, id) where forgotten_at is not null;
      create index jobs_done on jobs (done_at) where done_at is not null;
      grant select (institution_id, id, forgotten_at) on instances to circula_worker;
      create policy worker_finds on instances for select to circula_worker using (forgotten_at is not null);
      grant select (institution_id, instance_id, seq), delete on journal to circula_worker;
      create policy worker_finds on journal for select to circula_worker using (true);
      create policy worker_clears on journal for delete to circula_worker using (exists (
        select from instances i where i.institution_id = journal.institution_id and i.id = journal.instance_id
           and i.forgotten_at is not null));
      grant delete on jobs to circula_worker;
      create policy worker_clears on jobs as restrictive for delete to circula_worker using (done_at is not null);`);
  }

  async down(): Promise<void> {
    throw new Error('What was cleared has no way back: restore a backup instead.');
  }
}
