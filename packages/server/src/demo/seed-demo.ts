import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRequestTypeFolder } from '../cli/read-request-type.ts';
import type { Services } from '../domain.ts';
import { deployRequestType } from '../domains/catalogue/index.ts';
import { hashPassword } from '../domains/identity/index.ts';
import type { Transaction } from '../persistence/transaction.ts';
import { Problem } from '../problems.ts';
import {
  DEMO_PASSWORD,
  type DemoInstitution,
  type DemoPerson,
  demoCitizens,
  demoInstitutions,
  demoOffices,
} from './people.ts';

type Report = (line: string) => void;

/**
 * Brings the demonstration's institutions, people and request types into the database. What is there already stays as it
 * is, so people's own changes survive a restart.
 */
export async function seedDemo(services: Services, processes: string, report: Report): Promise<void> {
  const { unitOfWork } = services;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    for (const person of demoCitizens) await addAccount(tx, person, passwordHash);
  });
  for (const institution of demoInstitutions) {
    const id = await unitOfWork.run({ kind: 'platform' }, async (tx) => await addInstitution(tx, institution));
    await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
      await addOrganisation(tx, id, institution, passwordHash);
    });
    for (const folder of (await readdir(processes, { withFileTypes: true })).filter((entry) => entry.isDirectory()))
      await publishOnce(services, id, institution.name, join(processes, folder.name), folder.name, report);
  }
}

async function addAccount(tx: Transaction, person: DemoPerson, passwordHash: string): Promise<string> {
  await tx.query(
    `insert into accounts (login, password_hash, name, email, locale, created_at) values ($1, $2, $3, $1, $4, $5)
     on conflict (login) do nothing`,
    [person.login, passwordHash, person.name, person.locale, tx.now],
  );
  const [row] = await tx.query<{ id: string }>('select id from accounts where login = $1', [person.login]);
  if (row === undefined) throw new Error(`The account ${person.login} was not written.`);
  return row.id;
}

async function addInstitution(tx: Transaction, institution: DemoInstitution): Promise<string> {
  const settings = {
    contact: { ...institution.contact, phone: null, website: null },
    extraDaysOff: [],
    recoveredDays: [],
  };
  await tx.query(
    `insert into institutions (slug, name, kind, county, settings, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (slug) do nothing`,
    [institution.slug, institution.name, institution.kind, institution.county, JSON.stringify(settings), tx.now],
  );
  const [row] = await tx.query<{ id: string }>('select id from institutions where slug = $1', [institution.slug]);
  if (row === undefined) throw new Error(`The institution ${institution.slug} was not written.`);
  return row.id;
}

async function addOrganisation(
  tx: Transaction,
  id: string,
  institution: DemoInstitution,
  passwordHash: string,
): Promise<void> {
  for (const office of demoOffices)
    await tx.query(
      'insert into offices (institution_id, slug, name) values ($1, $2, $3) on conflict (institution_id, slug) do nothing',
      [id, office.slug, JSON.stringify(office.name)],
    );
  for (const official of institution.officials) {
    const account = await addAccount(tx, official, passwordHash);
    await tx.query(
      `insert into memberships (institution_id, account_id, groups, office_slug, title, roles) values ($1, $2, $3, $4, $5, $6)
       on conflict (institution_id, account_id) do nothing`,
      [id, account, official.groups, official.office, official.title, official.roles],
    );
  }
}

/** Publishes a folder as version 1 where the request type has no version yet. */
async function publishOnce(
  { unitOfWork, runner, log }: Services,
  institution: string,
  name: string,
  folder: string,
  type: string,
  report: Report,
): Promise<void> {
  const files = await readRequestTypeFolder(folder);
  if (files['service.json'] === undefined) return;
  try {
    await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      const known = await tx.query(
        'select id from definitions where institution_id = $1 and request_type = $2 limit 1',
        [institution, type],
      );
      if (known.length > 0) return;
      await deployRequestType(tx, runner, { type, files, by: null });
      report(`${name}: published ${type}`);
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // One folder that somebody is working on must not keep the demonstration from starting.
    report(`${name}: ${type} is not published: ${error.message}`);
    for (const fault of (error.errors ?? []).slice(0, 10))
      report(
        `  ${[fault.field, fault.element, fault.line].filter((part) => part !== undefined).join(' ')}: ${fault.message}`,
      );
    log.warn({ type, code: error.code }, 'a demonstration request type was not published');
  }
}
