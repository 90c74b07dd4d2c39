import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '@circula/server';
import openapiTypescript, { astToString } from 'openapi-typescript';

const CLIENT = new URL('../packages/client/', import.meta.url);

/** What the client package is generated from, and what from it: file inside packages/client → content. */
export async function clientFiles(): Promise<ReadonlyMap<string, string>> {
  const document = await openApiDocument();
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const types = astToString(await openapiTypescript(JSON.parse(text)));
  const header = '// Generated from openapi.json by `npm run generate`; changes here are lost.\n';
  return new Map([
    ['openapi.json', text],
    ['src/schema.d.ts', header + types],
  ]);
}

/** Writes the generated files of the client. */
export async function generateClient(): Promise<void> {
  for (const [file, content] of await clientFiles()) await writeFile(new URL(file, CLIENT), content);
}
