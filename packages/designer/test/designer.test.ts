import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/chromium.ts';
import { designerContentSecurityPolicy } from '../src/content-security-policy.ts';
import { requestTypeFiles } from './request-type-files.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const packageRoot = path.dirname(here);
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let folder: string;
let server: Server;
let browser: Browser;
let address: string;

/** The library on a page of its own, under the policy that the designer is served with. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'circula-designer-'));
  await build({
    root: packageRoot,
    configFile: path.join(packageRoot, 'vite.config.ts'),
    base: '/',
    logLevel: 'error',
    build: { outDir: folder, rolldownOptions: { input: path.join(here, 'page', 'index.html') } },
  });
  await writeFile(path.join(folder, 'files.json'), JSON.stringify(await requestTypeFiles()));
  const policy = Object.entries(designerContentSecurityPolicy)
    .map(([name, values]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`)
    .join('; ');
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, pathname === '/' ? 'test/page/index.html' : pathname);
    const body = file.startsWith(folder) ? await readFile(file).catch(() => null) : null;
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', mediaTypes[path.extname(file)] ?? 'application/octet-stream');
    response.statusCode = body === null ? 404 : 200;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the test server has no port');
  address = `http://127.0.0.1:${bound.port}/`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  await rm(folder, { recursive: true, force: true });
});

async function opened(width: number): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 850 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text());
  });
  await page.goto(address);
  await page.waitForSelector('.step__line');
  return { page, errors };
}

const filesOf = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => (globalThis as unknown as { designer: { files(): Record<string, string> } }).designer.files());

test('a second opinion is added by keyboard, runs, is undone and done again', async () => {
  const { page, errors } = await opened(1366);
  await page.focus('[data-step="check"]');
  await page.keyboard.press('Enter');
  await page.click('.step--selected .step__buttons .button:first-child');
  await page.focus('[data-block="second-opinion"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-step="second-opinion"]');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.step)).toBe('second-opinion');
  await page.waitForFunction(
    () => !(document.querySelector('.problems-pane__toggle')?.textContent ?? '').includes('…'),
  );
  // The extension that nobody knows is worth a warning; the new step is in order as it is.
  expect(await page.locator('.badge--error').count()).toBe(0);
  const steps = () => page.$$eval('[data-step]', (lines) => lines.map((line) => (line as HTMLElement).dataset.step));
  expect(await steps()).toEqual(['start', 'check', 'second-opinion', 'end']);
  const undo = page.locator('[aria-label="Anulează ultima schimbare"]');
  await undo.click();
  expect(await steps()).toEqual(['start', 'check', 'end']);
  await page.click('[aria-label="Refă schimbarea"]');
  expect(await steps()).toEqual(['start', 'check', 'second-opinion', 'end']);
  await page.waitForTimeout(400);
  const files = await filesOf(page);
  expect(files['process.bpmn']).toMatch(/<foreign:thing [^>]*a="1"/);
  expect(files['forms/a-doua-opinie.form']).toContain('favorabila');
  expect(errors).toEqual([]);
  await page.close();
});

test('a mistake is found by the engine, said in plain words, and leads to its step', async () => {
  const { page, errors } = await opened(1366);
  await page.click('[data-step="check"]');
  await page.click('.step--selected .button--danger');
  await page.click('.step__line >> nth=0');
  await page.click('.step--selected .step__buttons .button:first-child');
  await page.click('[data-block="document"]');
  await page.waitForSelector('.properties .bio-properties-panel-group');
  await page.check('.toolbar__expert input');
  await page.fill('.properties [name="job-type"]', '');
  await page.waitForSelector('.badge--error');
  await page.click('.problems-pane__toggle');
  expect(await page.textContent('.problem')).toContain('nu este complet');
  expect(await page.locator('.marker--error').count()).toBe(1);
  await page.click('.problem');
  await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.step === 'document');
  expect(errors).toEqual([]);
  await page.close();
});

test('on a phone the list comes first, and nothing is wider than the page', async () => {
  const { page } = await opened(390);
  expect(await page.locator('.steps-pane').isVisible()).toBe(true);
  expect(await page.locator('.canvas-pane').isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.close();
});
