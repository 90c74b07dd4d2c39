import { expect } from 'vitest';
import { password } from '../certificate-road.ts';
import type { Submitted } from './citizen.ts';
import type { Visitor } from './visitor.ts';

/** How an official fills a task's form. */
export type Deed = (official: Visitor) => Promise<void>;

/** An official logs in and lands at the desk. */
export async function atDesk(official: Visitor, login: string): Promise<void> {
  await official.page.goto('/login');
  await official.logIn(login, password);
  await official.page.waitForURL(/\/desk\//);
  await official.page.getByRole('heading', { level: 1 }).waitFor();
}

/** Finds the request's task in the inbox, opens it, does the deed and completes it. */
export async function complete(
  official: Visitor,
  submitted: Submitted,
  task: string,
  what: string,
  deed: Deed,
): Promise<void> {
  const { page } = official;
  await openTask(official, submitted, task, what);
  await deed(official);
  await official.look(`${what}-task`);
  const here = page.url();
  await official.press('Finalizează');
  // The result stands over the next task, or over the inbox when nothing is left.
  await page.waitForURL((url) => url.href !== here);
  await page
    .getByText(/finalizată|Dosarul merge mai departe/)
    .first()
    .waitFor();
}

async function openTask(official: Visitor, submitted: Submitted, task: string, what: string): Promise<void> {
  const { page } = official;
  const institution = new URL(page.url()).pathname.split('/')[2];
  const link = page.getByRole('link', { name: new RegExp(task) });
  // What the previous step set going (a document, a number) may take a moment; the inbox refreshes by itself more slowly.
  for (let tries = 0; tries < 40; tries += 1) {
    for (const view of ['mine', 'office']) {
      await page.goto(`/desk/${institution}/inbox?view=${view}&q=${submitted.number}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await link
        .or(page.getByText(/Nimic pentru|Nu aveți nicio|nu are sarcini/))
        .first()
        .waitFor();
      if ((await link.count()) > 0) {
        await official.look(`${what}-inbox`);
        await link.first().click();
        await page.getByRole('button', { name: 'Finalizează' }).first().waitFor();
        return;
      }
    }
    await page.waitForTimeout(250);
  }
  expect.fail(`“${task}” of number ${submitted.number} is not in the inbox`);
}

/** The certificate's text, as the inspector drafts it. */
export async function draftCertificate(inspector: Visitor, validity: string): Promise<void> {
  await inspector.fill('Regimul juridic', 'Teren în intravilan, proprietate privată, fără sarcini.');
  await inspector.fill('Regimul economic', 'Folosința actuală: curți construcții; destinația: locuințe.');
  await inspector.fill('Regimul tehnic', 'POT 35 %, CUT 0,9, regim de înălțime P+1E, retragere 5 m.');
  await inspector.fill(/Valabilitatea/, validity);
}
