import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { openBrowser } from '../chromium.ts';
import { answerCompletion, applyForCertificate, expectText, expectTracking } from './citizen.ts';
import { atDesk, complete, draftCertificate } from './official.ts';
import { pdfText } from './pdf-text.ts';
import { type Product, startProduct } from './product.ts';
import { Visitor } from './visitor.ts';

/** The whole road of an urbanism certificate in a real browser: on a phone, and at a desk. */
let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct('2026-11-24T08:00:00Z');
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const officials = {
  registrar: 'registrator@cj-cluj.example',
  architect: 'arhitect.sef@cj-cluj.example',
  inspector: 'inspector@cj-cluj.example',
  head: 'sef.serviciu@cj-cluj.example',
  secretary: 'secretar.general@cj-cluj.example',
  president: 'presedinte@cj-cluj.example',
} as const;

describe.each([390, 1366])('at %i px', (width) => {
  it('travels from the citizen to the issued certificate', async () => {
    const everybody: Visitor[] = [];
    const arrive = async (name: string) => {
      const visitor = await Visitor.arrive(browser, product.origin, width, name);
      everybody.push(visitor);
      return visitor;
    };
    onTestFailed(() => Promise.all(everybody.map((visitor) => visitor.giveUp())).then(() => undefined));
    const citizen = await arrive('citizen');
    const stranger = await arrive('public');
    const submitted = await applyForCertificate(citizen);
    await expectTracking(stranger, submitted, 'Înregistrare', '1-registered');

    const desk = async (who: keyof typeof officials) => {
      const official = await arrive(who);
      await atDesk(official, officials[who]);
      return official;
    };
    const registrar = await desk('registrar');
    await complete(registrar, submitted, 'Verifică înregistrarea', '1', (official) =>
      official.answer(/lizibile/, 'Da'),
    );
    await expectTracking(stranger, submitted, 'Repartizare', '2-distributed');

    const architect = await desk('architect');
    await complete(architect, submitted, 'Repartizează cererea', '2', async ({ page }) => {
      const people = page.getByLabel(/Inspectorul care soluționează/);
      await people.selectOption({ index: 1 });
    });
    await expectTracking(stranger, submitted, 'Verificarea documentației', '3-checked');

    const inspector = await desk('inspector');
    await complete(inspector, submitted, 'Verifică documentația', '3', async (official) => {
      await official.answer(/Taxa achitată/, 'Da');
      await official.answer(/Rezultatul verificării/, 'Se cere completarea documentației');
      await official.fill('Ce trebuie să depună solicitantul', 'Planul de situație la scara 1:500.');
      await official.fill('De ce este nevoie de completare', 'Fără el nu se pot stabili retragerile.');
    });
    await expectTracking(stranger, submitted, 'Completarea de către solicitant', '4-asked', 'Termen suspendat');

    await answerCompletion(citizen, submitted);
    await complete(inspector, submitted, 'Verifică documentația', '4', async (official) => {
      await official.answer(/Taxa achitată/, 'Da');
      await official.answer(/Rezultatul verificării/, 'Documentația este completă');
    });
    await complete(inspector, submitted, 'Redactează certificatul', '5', (official) =>
      draftCertificate(official, '12'),
    );
    await expectTracking(stranger, submitted, 'Aprobarea proiectului', '5-drafted');

    const head = await desk('head');
    await complete(head, submitted, 'Aprobă proiectul', '6', async (official) => {
      await official.answer(/Proiectul certificatului/, 'Se returnează, cu motiv');
      await official.fill('Motivul returnării', 'Valabilitatea trebuie să fie de 24 de luni.');
    });
    await expectTracking(stranger, submitted, 'Redactarea certificatului', '6-returned');
    await complete(inspector, submitted, 'Redactează certificatul', '7', async (official) => {
      await expectText(official, 'Valabilitatea trebuie să fie de 24 de luni.');
      await draftCertificate(official, '24');
    });
    await complete(head, submitted, 'Aprobă proiectul', '8', (official) =>
      official.answer(/Proiectul certificatului/, 'Se aprobă'),
    );
    await expectTracking(stranger, submitted, 'Semnare', '7-approved');

    const secretary = await desk('secretary');
    const sign = (official: Visitor) => official.answer(/Certificatul de urbanism/, 'Se semnează');
    await complete(secretary, submitted, 'Semnează secretarul general', '9', sign);
    const president = await desk('president');
    await complete(president, submitted, 'Semnează conducătorul', '10', sign);

    await citizen.page.goto(submitted.path);
    const certificate = citizen.page.getByRole('link', { name: /^Certificat de urbanism \(PDF/ });
    for (let tries = 0; tries < 40 && (await certificate.count()) === 0; tries += 1) {
      await citizen.page.waitForTimeout(250);
      await citizen.page.reload();
    }
    await citizen.look('30-issued');
    const text = pdfText(await citizen.download(/^Certificat de urbanism \(PDF/));
    expect(text).toMatch(/CERTIFICAT DE URBANISM/);
    expect(text).toMatch(/24 (de )?luni/);
    expect(text).toMatch(/Regimul juridic/);
    expect(text).not.toMatch(/PROIECT/);
    await expectTracking(stranger, submitted, 'Cererea a fost rezolvată', '8-issued', '');
    await citizen.page.goto('/my');
    await citizen.look('31-my');
    for (const visitor of everybody) await visitor.leave();
  }, 240_000);
});
