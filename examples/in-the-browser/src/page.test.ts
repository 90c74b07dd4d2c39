import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../../../test/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let outDir: string;
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'circula-browser-'));
  const shared = { root, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'es2023' } } as const;
  await build(shared);
  server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0, strictPort: false } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(outDir, { recursive: true, force: true });
});

it('runs a process in Chromium, survives a reload and shows where it stands', async () => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.getByRole('button', { name: 'Check the request' }).click();
  await page.getByRole('button', { name: 'Answer' }).waitFor();
  await page.reload();
  expect(await page.getByRole('img').getAttribute('aria-labelledby')).not.toBeNull();
  await page.getByRole('button', { name: 'Answer' }).click();
  await expect.poll(() => page.getByRole('status').textContent()).toBe('completed');
  expect(problems).toEqual([]);
});
