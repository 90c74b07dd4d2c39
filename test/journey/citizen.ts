import { expect } from 'vitest';
import { application, password, smallPdf } from '../certificate-road.ts';
import { pdfText } from './pdf-text.ts';
import type { Visitor } from './visitor.ts';

/** A request as its citizen knows it after submitting. */
export interface Submitted {
  readonly number: string;
  /** Path of the request's page. */
  readonly path: string;
  /** Path of the public page behind the QR code. */
  readonly tracking: string;
}

const continueButton = 'Salvează și continuă';

/** From the first page to the confirmation, with a look at each page on the way. */
export async function applyForCertificate(citizen: Visitor): Promise<Submitted> {
  const { page } = citizen;
  await findService(citizen);
  await page.waitForURL(/\/p\/1$/);
  await citizen.press(continueButton);
  expect(await page.title()).toMatch(/^Eroare:/);
  await citizen.look('03-form-errors');
  await fillApplicant(citizen);
  await page.waitForURL(/\/p\/2$/);
  await fillProperty(citizen);
  await page.waitForURL(/\/p\/3$/);
  await citizen.page.getByLabel('Pentru ce aveți nevoie de certificat?').selectOption('construire');
  await citizen.fill('Descrieți pe scurt ce doriți să faceți', application.descriere);
  await citizen.look('06-form-purpose');
  await continueTo(citizen, /\/p\/4$/);
  await attach(citizen);
  await page.waitForURL(/\/check$/);
  await citizen.look('08-check');
  await pay(citizen);
  await citizen.look('11-check-paid');
  await citizen.press('Depune cererea');
  await page.waitForURL(/\/done$/);
  await expectText(citizen, 'Cererea a fost depusă');
  const receipt = page.getByRole('link', { name: /recipisa/ });
  for (let tries = 0; tries < 20 && (await receipt.count()) === 0; tries += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await citizen.look('12-done');
  const panel = await page
    .getByText(/Numărul de înregistrare/)
    .first()
    .textContent();
  const number = panel?.match(/\d+/)?.[0] ?? '';
  expect(number).toMatch(/^\d+$/);
  const text = pdfText(await citizen.download(/recipisa/));
  expect(text).toContain('Recipisă de înregistrare');
  expect(text).toContain(number);
  const path = new URL(page.url()).pathname.replace(/\/done$/, '');
  const code = ((await page.locator('.circula-qr__code').textContent()) ?? '').trim();
  return { number, path, tracking: `/t/${code}` };
}

async function findService(citizen: Visitor): Promise<void> {
  const { page } = citizen;
  await page.goto('/');
  await citizen.look('01-home');
  await citizen.fill(/Ce aveți nevoie/, 'certificat urbanism');
  await page.getByLabel('Instituția').selectOption('cj-cluj');
  await citizen.press('Caută');
  await citizen.follow(/Certificat de urbanism/);
  await page.waitForURL(/\/s\/certificat-urbanism/);
  await citizen.look('02-service');
  await citizen.follow('Intră în cont și începe');
  await citizen.look('02-log-in');
  await citizen.logIn('cetatean@circula.example', password);
  await page.waitForURL(/\/s\/certificat-urbanism/);
  await citizen.press('Începe cererea');
}

async function fillApplicant(citizen: Visitor): Promise<void> {
  const { page } = citizen;
  await citizen.answer(/Cine depune cererea/, 'O persoană fizică');
  await citizen.fill('Numele și prenumele sau denumirea', application.nume);
  await page.getByLabel('În ce calitate faceți cererea?').selectOption('proprietar');
  const home = page.getByRole('group', { name: /Domiciliul sau sediul/ });
  await home.getByLabel(/Localitatea/).fill(application.adresa.locality);
  await home.getByLabel(/Strada/).fill(application.adresa.street);
  await home.getByLabel(/Numărul/).fill(application.adresa.number);
  await citizen.fill('Telefon', application.telefon);
  await citizen.fill('E-mail', application.email);
  // Without scripts the question about the CNP appears only after the first answer has been sent.
  const cnp = page.getByLabel('Codul numeric personal (CNP)');
  if (!(await cnp.isVisible())) await citizen.press(continueButton);
  await cnp.fill('1900101120014');
  await citizen.press(continueButton);
  await expectText(citizen, /CNP/);
  await cnp.fill(application.cnp);
  await citizen.look('04-form-applicant');
  await citizen.press(continueButton);
}

async function fillProperty(citizen: Visitor): Promise<void> {
  await citizen.fill('Localitatea', application.localitate);
  await citizen.answer(/Unde se află imobilul/, 'În municipiu sau oraș');
  await citizen.fill(/Strada și numărul, sau tarlaua/, application.amplasament);
  await citizen.fill('Numărul cadastral', application.numarCadastral);
  await citizen.fill(/Suprafața terenului/, '640,50');
  await citizen.look('05-form-property');
  await citizen.press(continueButton);
}

async function continueTo(citizen: Visitor, address: RegExp): Promise<void> {
  await citizen.press(continueButton);
  // A choice may bring up another question on the same page first.
  await citizen.page.waitForLoadState();
  if (!address.test(citizen.page.url())) await citizen.press(continueButton);
  await citizen.page.waitForURL(address);
}

async function attach(citizen: Visitor): Promise<void> {
  const { page } = citizen;
  for (const label of [/Extrasul de carte funciară/, /Planul cadastral/]) {
    const group = page.getByRole('group', { name: label });
    await group
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: smallPdf });
    await group.getByRole('listitem').first().waitFor();
  }
  await page.getByLabel(/Declar că datele/).check();
  await citizen.look('07-form-documents');
  await citizen.press(continueButton);
}

async function pay(citizen: Visitor): Promise<void> {
  const { page } = citizen;
  await citizen.follow('Continuă spre plată');
  await citizen.look('09-pay');
  await citizen.press(/^Plătește/);
  await page.waitForURL(/simulator/);
  await citizen.look('10-checkout');
  await citizen.press(/Plătește|Achită|Confirmă/);
  await page.waitForURL(/\/(pay|check)/);
  if (page.url().includes('/pay')) {
    await page.reload();
    await page.waitForURL(/\/check/);
  }
}

/** The citizen reads what is asked, on the page behind the QR code, logs in and answers with a file. */
export async function answerCompletion(citizen: Visitor, submitted: Submitted): Promise<void> {
  const { page } = citizen;
  await page.goto(submitted.tracking);
  await citizen.follow(/Intră în cont și deschide cererea/);
  await expectText(citizen, 'Ce aveți de făcut');
  await citizen.look('20-asked');
  await citizen.follow('Completează cererea');
  await citizen.fill('Răspunsul dumneavoastră', 'Am atașat planul de situație cerut.');
  const files = page.getByRole('group', { name: /Documentele cerute/ });
  await files
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'plan-de-situatie.pdf', mimeType: 'application/pdf', buffer: smallPdf });
  await files.getByRole('listitem').first().waitFor();
  await citizen.look('21-answer');
  await citizen.press('Trimite completarea');
  await expectText(citizen, 'Completarea a fost trimisă');
}

/** The public page: what it must say, as soon as it is true, and that it says nothing about the person. */
export async function expectTracking(
  stranger: Visitor,
  submitted: Submitted,
  stage: string,
  what: string,
  clock = 'Termen legal',
): Promise<void> {
  const { page } = stranger;
  // A finished request has no current step: its outcome stands over the steps.
  const place = clock === '' ? page.getByText(stage) : page.locator('[aria-current=step]').filter({ hasText: stage });
  const current = page.locator('main').filter({ has: place }).filter({ hasText: clock });
  await page.goto(submitted.tracking);
  for (let tries = 0; tries < 40 && (await current.count()) === 0; tries += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  const text = await page.locator('main').textContent();
  for (const said of [stage, clock, submitted.number]) expect(text).toContain(said);
  const html = await page.content();
  const { nume, cnp, adresa, telefon, email } = application;
  for (const secret of [nume, cnp, adresa.street, telefon, email])
    expect(html, 'the public page').not.toContain(secret);
  await stranger.look(`track-${what}`);
}

export async function expectText(visitor: Visitor, text: string | RegExp): Promise<void> {
  await visitor.page.getByText(text).first().waitFor();
}
