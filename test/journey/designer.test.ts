import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { password, submitCertificateRequest } from '../certificate-road.ts';
import { openBrowser } from '../chromium.ts';
import { Person } from '../person.ts';
import { type Product, startProduct } from './product.ts';
import { Visitor } from './visitor.ts';

/** An administrator changes a live request type; and the legal deadline makes itself heard when time passes. */
const institution = 'cj-cluj';
let product: Product;
let browser: Browser;
let citizen: Person;

beforeAll(async () => {
  product = await startProduct('2026-11-24T08:00:00Z');
  browser = await openBrowser();
  citizen = await Person.logIn(product.origin, 'cetatean@circula.example', password);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

interface Versioned {
  readonly version: number;
  readonly instance: string;
}

const requestOf = (id: string) => citizen.get<Versioned>(`/institutions/${institution}/requests/${id}`);

it.each([390, 1366])(
  'a second opinion is drawn, kept as a draft and published, at %i px',
  async (width) => {
    const before = await requestOf(await submitCertificateRequest(citizen, institution, `before-${width}`));
    const admin = await Visitor.arrive(browser, product.origin, width, 'designer');
    onTestFailed(() => admin.giveUp());
    const { page } = admin;
    await page.goto('/login');
    await admin.logIn('admin@cj-cluj.example', password);
    await page.waitForURL(/\/desk/);
    await page.goto(`/designer/${institution}`);
    await page.getByRole('heading', { name: 'Tipuri de cereri' }).waitFor();
    await admin.look('1-types');
    await admin.follow(/Certificat de urbanism/);
    await page.getByRole('heading', { name: /Pașii cererii/ }).waitFor();
    await admin.look('2-flow');
    if (width < 600) {
      await admin.press('Diagramă');
      await page.locator('.djs-container svg').first().waitFor();
      await admin.look('3-diagram');
      await admin.press('Pași');
    }
    await page.locator('[data-step="aproba-proiectul"]').click();
    await admin.press('Adaugă un pas după');
    await admin.look('4-blocks');
    await page.getByRole('dialog').locator('[data-block="second-opinion"]').click();
    await page
      .getByText(/Salvat la/)
      .first()
      .waitFor();
    await admin.look('5-saved');

    await page.reload();
    await page.getByText('A doua opinie').first().waitFor();
    await admin.press('Publică…');
    const confirm = page.getByRole('button', { name: /^Publică versiunea/ });
    await confirm.waitFor();
    await admin.look('6-publish');
    await confirm.click();
    await page.getByText(new RegExp(`Versiunea ${before.version + 1} este publicată`)).waitFor();
    await admin.look('7-published');
    await admin.leave();

    const after = await requestOf(await submitCertificateRequest(citizen, institution, `after-${width}`));
    expect(after.version).toBe(before.version + 1);
    expect((await requestOf(await idOf(before))).version).toBe(before.version);
  },
  120_000,
);

/** A request is found again by its process instance. */
async function idOf({ instance }: Versioned): Promise<string> {
  const { items } = await citizen.get<{ items: { id: string }[] }>('/me/requests');
  for (const { id } of items) if ((await requestOf(id)).instance === instance) return id;
  throw new Error(`No request runs as ${instance}`);
}

it('warns before the due date and escalates after it, once each', async () => {
  await submitCertificateRequest(citizen, institution, 'deadline');
  const told = async (login: string) => {
    const official = await Person.logIn(product.origin, `${login}@cj-cluj.example`, password);
    const { items } = await official.get<{ items: { kind: string }[] }>(`/institutions/${institution}/notifications`);
    const counts: Record<string, number> = {};
    for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  const until = async (login: string, kind: string, count: number) => {
    for (let tries = 0; tries < 60 && ((await told(login))[kind] ?? 0) < count; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect((await told(login))[kind]).toBe(count);
  };
  const open = (await citizen.get<{ items: { status: string }[] }>('/me/requests')).items.filter(
    (item) => item.status === 'submitted',
  ).length;
  expect((await told('inspector'))['termen-aproape']).toBeUndefined();
  product.clock.set('2026-12-15T08:00:00Z');
  await until('inspector', 'termen-aproape', open);
  expect((await told('sef.serviciu'))['termen-depasit']).toBeUndefined();
  product.clock.set('2026-12-19T08:00:00Z');
  await until('sef.serviciu', 'termen-depasit', open);
  await until('secretar.general', 'termen-depasit', open);
  expect((await told('inspector'))['termen-aproape']).toBe(open);
}, 120_000);
