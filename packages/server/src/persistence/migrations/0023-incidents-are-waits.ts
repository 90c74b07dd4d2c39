import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An incident without a job or timer of its own is where an instance stands, too: what a gateway, a mapping or an error that
 * nobody catches holds was in no answer to "who has it", and no search by element found it. Signals are called signals.
 */
export class IncidentsAreWaits implements MigrationInterface {
  name = 'IncidentsAreWaits0000000000023';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index incidents_at on incidents (institution_id, element, instance_id) where resolved_at is null;
      create or replace view instance_waits with (security_invoker = true) as
        select institution_id, instance_id, key, element, 'task' as reason, created_at as since, due_date as until,
               coalesce(assignee, array_to_string(candidate_groups || candidate_users, ', ')) as holder
          from tasks where completed_at is null
        union all
        select institution_id, instance_id, key, element, 'job', created_at, null, coalesce(worker, job_type)
          from jobs where done_at is null and kind = 'service'
        union all
        select institution_id, instance_id, key, element,
               case when starts_with(message, E'\\x01signal ') then 'signal' else 'message' end, opened_at, null,
               case when starts_with(message, E'\\x01signal ') then substr(message, 9) else message end
          from subscriptions
        union all
        select institution_id, instance_id, key, element, 'timer', opened_at, due, null from timers
        union all
        select institution_id, instance_id, key, element, 'incident', raised_at, null, owner::text
          from incidents
         where resolved_at is null and code not in ('job-failed', 'timer-failed', 'delivery-failed');`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
