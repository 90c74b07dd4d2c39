import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A task with listeners may be on its way: what its listeners are asked about, and why one of them denied what was asked
 * last. Null everywhere else. Only adds.
 */
export class TaskTransitions implements MigrationInterface {
  name = 'TaskTransitions0000000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table tasks add column transition text
        check (transition in ('creating', 'assigning', 'updating', 'completing', 'canceling'));
      alter table tasks add column denied text`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
