import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRequestType } from './check-request-type.ts';

const folder = path.join(import.meta.dirname, '../../../../../../processes/certificat-urbanism');
const files = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.extname(name) !== '')
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(folder, name), 'utf8')]),
);
const everything = { has: () => true } as unknown as ReadonlySet<string>;
const context = { groups: everything, offices: everything, jobTypes: everything };

async function problems(file: string, from: string | RegExp, to: string, published = false) {
  const text = files[file] ?? '';
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  const found = await checkRequestType({ ...files, [file]: changed }, { ...context, published });
  return found.diagnostics;
}

const condition = /(<bpmn:conditionExpression[^>]*>)=?[^<]*(<)/;

describe('the types of a request type', () => {
  it('fit in the published example', async () => {
    expect((await checkRequestType(files, context)).diagnostics).toEqual([]);
  });

  it('a text compared with a number, in a condition', async () => {
    const [first] = await problems('process.bpmn', condition, '$1=request.channel > 3$2');
    expect(first).toMatchObject({ file: 'process.bpmn', code: 'expression-type', severity: 'error' });
    expect(first?.line).toBeGreaterThan(1);
  });

  it('a field that the application does not have', async () => {
    const found = await problems('process.bpmn', condition, '$1=answers.nowhere = "x"$2');
    expect(found[0]).toMatchObject({ code: 'expression-name', params: { part: 'nowhere' } });
  });

  it('a fee over a field that the form does not have', async () => {
    const [first] = await problems('service.json', /("inputs":\s*\{\s*"[^"]+":\s*")=?[^"]+/, '$1=nicaieri');
    expect(first).toMatchObject({ file: 'service.json', code: 'unknown-name' });
    expect(first?.message).toContain('"nicaieri" is not known here');
  });

  it('do not make unusable what was published before they were checked', async () => {
    expect(await problems('process.bpmn', condition, '$1=answers.nowhere = "x"$2', true)).toEqual([]);
  });
});
