import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits remembers the trace that brought it about, as a W3C `traceparent`, so that the command which ends the wait can
 * be tied to it. Null where nobody traced. Only adds.
 */
export class TraceContext implements MigrationInterface {
  name = 'TraceContext0000000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['tasks', 'timers', 'jobs', 'subscriptions'])
      await queryRunner.query(`alter table ${table} add column trace_context text`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
