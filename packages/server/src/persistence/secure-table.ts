import type { QueryRunner } from 'typeorm';

/**
 * Guards a new table of institutions: forced row-level security, and the application role sees the rows of the
 * transaction's institution only. `rights`: what that role may do; journals take `select, insert`.
 */
export async function secureTable(
  queryRunner: QueryRunner,
  table: string,
  rights = 'select, insert, update, delete',
): Promise<void> {
  await queryRunner.query(`
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy institution on ${table} to circula_app
      using (institution_id = nullif(current_setting('circula.institution', true), '')::uuid)
      with check (institution_id = nullif(current_setting('circula.institution', true), '')::uuid);
    grant ${rights} on ${table} to circula_app;`);
}
