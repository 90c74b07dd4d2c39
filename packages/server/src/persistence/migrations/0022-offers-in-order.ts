import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * To whom a free task is offered, as one number: row-level security lets an index compare only by leakproof operators, which
 * those of arrays are not, so that stepping from one combination of candidates to the next read all tasks between them, and
 * the index of candidate users those of all institutions. The column is generated, so a server of the release before fills it
 * too. The table is rewritten, and every command waits meanwhile.
 */
export class OffersInOrder implements MigrationInterface {
  name = 'OffersInOrder0000000000022';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index tasks_free;
      drop index tasks_for_users;
      alter table tasks add column offered_to bigint
        generated always as (hash_array_extended(candidate_groups || array['|'] || candidate_users, 0)) stored;
      create index tasks_offered on tasks (institution_id, offered_to, instance_id, key)
        where status in ('created', 'reserved') and assignee is null;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
