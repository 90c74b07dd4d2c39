import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the background role count open incidents for the metrics, without seeing what they are about. Only adds. */
export class CountIncidents implements MigrationInterface {
  name = 'CountIncidents0000000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      grant select (institution_id, raised_at, resolved_at) on incidents to circula_worker;
      create policy worker_counts on incidents for select to circula_worker using (true);`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
