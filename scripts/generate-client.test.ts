import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { clientFiles } from './generate-client.ts';

it('keeps the committed client equal to the routes: run `npm run generate` when this fails', async () => {
  for (const [file, content] of await clientFiles())
    expect(await readFile(new URL(`../packages/client/${file}`, import.meta.url), 'utf8'), file).toBe(content);
});
