import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import type { Institution, InstitutionSummary, Office } from './schemas.ts';
import { type InstitutionSettings, readSettings } from './settings.ts';

/** Every institution of the installation, by name. */
export async function listInstitutions(tx: Transaction): Promise<InstitutionSummary[]> {
  return await tx.query<InstitutionSummary>('select id, slug, name, kind, county from institutions order by name');
}

/** The transaction's institution with offices and public contact. */
export async function getInstitution(tx: Transaction): Promise<Institution> {
  const [row] = await tx.query<InstitutionSummary & { settings: unknown }>(
    'select id, slug, name, kind, county, settings from institutions where id = $1',
    [institutionOf(tx)],
  );
  if (row === undefined) throw notFound();
  const { settings, ...summary } = row;
  return { ...summary, offices: await listOffices(tx), contact: readSettings(settings).contact };
}

/** What is particular to the transaction's institution. */
export async function settingsOf(tx: Transaction): Promise<InstitutionSettings> {
  const [row] = await tx.query<{ settings: unknown }>('select settings from institutions where id = $1', [
    institutionOf(tx),
  ]);
  return readSettings(row?.settings);
}

/** The offices of the transaction's institution. */
export async function listOffices(tx: Transaction): Promise<Office[]> {
  return await tx.query<Office>('select slug, name from offices where institution_id = $1 order by slug', [
    institutionOf(tx),
  ]);
}

/** A summary by id, for views that span institutions. */
export async function institutionById(tx: Transaction, id: string): Promise<InstitutionSummary> {
  const [row] = await tx.query<InstitutionSummary>(
    'select id, slug, name, kind, county from institutions where id = $1',
    [id],
  );
  if (row === undefined) throw notFound();
  return row;
}
