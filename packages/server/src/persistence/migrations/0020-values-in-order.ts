import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What instances need to be found by a value in the order of an index: the value carries when its instance began, and a
 * number is also kept as a double. Row-level security lets an index answer a comparison only where the operator is leakproof:
 * those of `numeric` are not, so a range read every number of its variable. A double holds what JSON can say exactly. A far day
 * stands for "not known", as in `ListsAtScale`: what a server of the release before writes is caught up with by the hourly sweep.
 * The table is rewritten, and commands that write values wait meanwhile.
 */
export class ValuesInOrder implements MigrationInterface {
  name = 'ValuesInOrder0000000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Indexes go first and the rewriting comes after the filling in, so that no row and no index entry is left behind.
    await queryRunner.query(`
      drop index instance_values_text;
      drop index instance_values_number;
      alter table instance_values add column instance_created_at timestamptz not null default '9999-12-31 00:00:00+00';
      update instance_values v set instance_created_at = i.created_at
        from instances i where i.institution_id = v.institution_id and i.id = v.instance_id;
      alter table instance_values add column number double precision
        generated always as (number_value::double precision) stored;
      create index instance_values_by_text on instance_values
        (institution_id, name, text_value, instance_created_at, instance_id);
      create index instance_values_by_number on instance_values
        (institution_id, name, number, instance_created_at, instance_id) where number is not null;
      create index instance_values_unplaced on instance_values (institution_id, instance_id)
        where instance_created_at = '9999-12-31 00:00:00+00';
      drop index instances_business_key;
      create index instances_by_key on instances (institution_id, business_key, id);`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
