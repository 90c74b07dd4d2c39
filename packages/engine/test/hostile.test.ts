import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { compile, type Diagnostic, read } from '../src/index.ts';
import { HOSTILE, wrap } from './hostile-files.ts';

/** What deploying the file says, and the processor time that it takes, in milliseconds. */
async function refusal(xml: string): Promise<{ errors: Diagnostic[]; milliseconds: number }> {
  const began = process.cpuUsage();
  const { definitions, diagnostics } = await read(xml);
  const all = definitions === null ? diagnostics : [...diagnostics, ...compile(definitions).diagnostics];
  const { user, system } = process.cpuUsage(began);
  return { errors: all.filter(({ severity }) => severity === 'error'), milliseconds: (user + system) / 1000 };
}

describe('hostile files', () => {
  it('are sixty', () => {
    expect(Object.keys(HOSTILE).length).toBeGreaterThanOrEqual(60);
  });

  for (const [name, { xml, code, line, element }] of Object.entries(HOSTILE)) {
    it(`${name}: ${code}`, async () => {
      await read(wrap(''));
      const first = await refusal(xml);
      // the collector of a loaded machine may have come in between
      const { errors, milliseconds } = first.milliseconds < 200 ? first : await refusal(xml);
      expect(milliseconds).toBeLessThan(200);
      const found = errors.find((one) => one.code === code);
      expect(found, JSON.stringify(errors.slice(0, 3))).toBeDefined();
      if (line !== undefined) expect(found?.line).toBe(line);
      if (element !== undefined) expect(found?.element).toBe(element);
    });
  }

  it('take at most 50 MB', () => {
    const program = join(import.meta.dirname, 'hostile.run.ts');
    // the engine and its loader themselves need about 40
    const flags = ['--max-old-space-size=90', '--max-semi-space-size=4', '--import', 'tsx'];
    const output = execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' });
    expect(JSON.parse(output).refused).toBe(Object.keys(HOSTILE).length);
  }, 120_000);

  it('wrong models that are well-formed give diagnostics, not exceptions', async () => {
    const bodies = [
      '<task/>',
      '<sequenceFlow id="f"/>',
      '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="e" targetRef="s"/>',
      '<boundaryEvent id="b"/>',
      '<startEvent id="s"/><subProcess id="x"><task id="t"/></subProcess><sequenceFlow id="f" sourceRef="s" targetRef="t"/>',
      '<exclusiveGateway id="g"/><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="g" targetRef="a"/><sequenceFlow id="h" sourceRef="g" targetRef="b"/>',
      '<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>R2D2</timeDate></timerEventDefinition></intermediateCatchEvent>',
      `<scriptTask id="s"><script>${'('.repeat(5_000)}</script></scriptTask>`,
      '<boundaryEvent id="b" attachedToRef="b"><errorEventDefinition/></boundaryEvent>',
    ];
    for (const body of bodies) {
      const { definitions, diagnostics } = await read(wrap(body));
      const all = definitions === null ? diagnostics : [...diagnostics, ...compile(definitions).diagnostics];
      expect(all.filter(({ severity }) => severity === 'error').length, body.slice(0, 80)).toBeGreaterThan(0);
    }
  });
});
