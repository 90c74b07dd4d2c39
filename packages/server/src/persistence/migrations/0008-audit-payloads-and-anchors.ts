import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries of the audit chain get a second format: for whom a deputy acted, and the hash of a payload that stands in a
 * table of its own, so that it can be erased. Entries of the first format stay as they are, and a runner of the release
 * before may go on writing them: `format` is 1 by default.
 */
export class AuditPayloadsAndAnchors implements MigrationInterface {
  name = 'AuditPayloadsAndAnchors0000000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table audit_entries alter column detail drop not null;
      alter table audit_entries add column format smallint not null default 1 check (format in (1, 2));
      alter table audit_entries add column on_behalf_of text;
      alter table audit_entries add column payload_hash bytea;
      alter table audit_entries add constraint audit_entries_content
        check (case format when 1 then detail is not null else detail is null and payload_hash is not null end);
      create table audit_payloads (
        institution_id uuid not null references institutions (id),
        seq bigint not null,
        salt bytea not null,
        content jsonb not null,
        primary key (institution_id, seq),
        foreign key (institution_id, seq) references audit_entries (institution_id, seq)
      );
      create table audit_anchors (
        institution_id uuid not null references institutions (id),
        day date not null,
        seq bigint not null,
        hash bytea not null,
        at timestamptz not null,
        public_key bytea not null,
        signature bytea not null,
        primary key (institution_id, day)
      );
      grant select, insert, delete on audit_payloads to circula_app;
      grant select, insert on audit_anchors to circula_app;`);
    for (const table of ['audit_payloads', 'audit_anchors']) {
      await queryRunner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy institution on ${table} to circula_app
          using (institution_id = nullif(current_setting('circula.institution', true), '')::uuid)
          with check (institution_id = nullif(current_setting('circula.institution', true), '')::uuid);`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Entries of the second format cannot go back: restore a backup instead.');
  }
}
