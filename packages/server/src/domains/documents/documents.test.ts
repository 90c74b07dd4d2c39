import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checkHtml, htmlToContent } from './pdf/html-to-content.ts';
import { renderDocument } from './render-document.ts';
import { readTemplate } from './template/read-template.ts';
import { renderTemplate, TemplateBudgetExceeded } from './template/render-template.ts';

function render(source: string, data: unknown): string {
  const { template, problems } = readTemplate(source);
  if (template === null) throw new Error(problems.map((one) => one.message).join('\n'));
  return renderTemplate(template, data);
}

describe('templates', () => {
  it('fill, choose, repeat and format', () => {
    const data = { a: { b: 'Ș<i>' }, list: [{ n: 1 }, { n: 2 }], day: '2026-11-25', fee: 1234.5, empty: [] };
    expect(render('{{a.b}}|{{#each list}}{{n}}{{#unless @last}},{{/unless}}{{/each}}', data)).toBe('Ș&lt;i&gt;|1,2');
    expect(render('{{date day}} {{money fee}} {{#if empty}}da{{else}}nu{{/if}}', data)).toBe('25.11.2026 1.234,50 nu');
    expect(render('{{#if (eq a.b "x")}}x{{else}}{{upper (default missing "ț")}}{{/if}}', data)).toBe('Ț');
    expect(render('{{#each list}}{{../fee}};{{/each}}{{#with a}}{{b}}{{/with}}', data)).toBe(
      '1234.5;1234.5;Ș&lt;i&gt;',
    );
  });

  it.each([
    ['{{{a}}}', 'Unescaped'],
    ['{{&a}}', 'Unescaped'],
    ['{{> partial}}', 'PartialStatement'],
    ['{{#> layout}}{{/layout}}', 'PartialBlockStatement'],
    ['{{* decorator}}', 'Decorator'],
    ['{{lookup a "b"}}', 'no function'],
    ['{{log "x"}}', 'no function'],
    ['{{constructor}}', 'not available'],
    ['{{a.__proto__.x}}', 'not available'],
    ['{{@root.a}}', 'not available'],
    ['{{date a format="x"}}', 'Named arguments'],
    ['{{#each a as |b|}}{{b}}{{/each}}', 'Block parameters'],
    ['{{#custom a}}{{/custom}}', 'Blocks are'],
    ['{{#if a}}', 'Parse error'],
  ])('refuse %s', (source, message) => {
    const { template, problems } = readTemplate(`<p>\n${source}</p>`);
    expect(template).toBeNull();
    expect(problems.map((one) => one.message).join()).toContain(message);
    expect(problems[0]?.line).toBeGreaterThanOrEqual(2);
  });

  it('never reach prototypes and stop at their budget', () => {
    expect(render('{{toString}}{{a.hasOwnProperty}}{{list.map}}', { a: {}, list: [] })).toBe('');
    const many = Array.from({ length: 2000 }, () => 'x');
    expect(() => render('{{#each many}}{{#each ../many}}{{this}}{{/each}}{{/each}}', { many })).toThrow(
      TemplateBudgetExceeded,
    );
  });
});

describe('HTML', () => {
  it('outside the subset is named with its line', () => {
    const problems = checkHtml(
      '<p>a</p>\n<script>alert(1)</script>\n<img src="file:///etc/passwd">\n<p onclick="x">b</p>',
    );
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['html-element-refused', 2],
      ['html-element-refused', 3],
      ['html-attribute-refused', 3],
      ['html-attribute-refused', 4],
    ]);
  });

  it('gives only the keys that are written here', () => {
    const html =
      '<img src="/etc/passwd"><p attachment="x">a<br><strong>b</strong></p><table><tr><td>1</td></tr></table><div data-qr="u"></div>';
    const keys = new Set<string>();
    JSON.stringify(htmlToContent(html), (key, value: unknown) => {
      if (!/^\d*$/.test(key)) keys.add(key);
      return value;
    });
    for (const key of ['image', 'svg', 'attachment', 'files', 'link', 'src']) expect(keys).not.toContain(key);
    expect(keys).toContain('qr');
  });
});

describe('documents', () => {
  it('hold Romanian and Hungarian letters as text, with their fonts inside', async () => {
    const { template } = readTemplate(
      '<h1>Recipisă</h1><p>{{text}}</p><p data-qr="{{url}}"></p><table><tr><th>Nr.</th><td>7</td></tr></table>',
    );
    if (template === null) throw new Error('not a template');
    const text = 'Șișești, țigănească, înălțime, Ăsta, Țară, Îndrumări, őrült űrlap, község';
    const pdf = await renderDocument({
      template,
      data: { text, url: 'https://circula.example/t/ABC' },
      title: 'Recipisă',
      author: 'Primăria Florești',
      stamp: 'Nr. 7 / 25.11.2026',
      draft: false,
      at: new Date('2026-11-25T10:00:00Z'),
    });
    const read = execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' });
    for (const part of [text, 'Recipisă', 'Nr. 7 / 25.11.2026']) expect(read).toContain(part);
    const fonts = execFileSync('pdffonts', ['-'], { input: pdf, encoding: 'utf8' })
      .split('\n')
      .slice(2)
      .filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/yes yes yes/);
    const info = execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' });
    expect(info).toContain('Primăria Florești');
    expect(pdf.toString('latin1')).toContain('pdfaid:part');
  });
});
