import { htmlTitle, htmlToContent } from './pdf/html-to-content.ts';
import { makePdf } from './pdf/make-pdf.ts';
import type { Template } from './template/read-template.ts';
import { renderTemplate } from './template/render-template.ts';

export interface DocumentInput {
  readonly template: Template;
  readonly data: { readonly [name: string]: unknown };
  readonly title: string;
  /** Name of the institution. */
  readonly author: string;
  /** Registry stamp, shown at the top right: number, date, institution. */
  readonly stamp: string | null;
  /** A draft says so on top of every copy. */
  readonly draft: boolean;
  readonly at: Date;
}

/** Fills a template and makes the PDF. The same input gives the same text. */
export async function renderDocument(input: DocumentInput): Promise<Buffer> {
  const html = renderTemplate(input.template, input.data);
  return await makePdf({
    title: htmlTitle(html) ?? input.title,
    author: input.author,
    language: 'ro-RO',
    createdAt: input.at,
    footer: input.draft ? `${input.author} · ${input.title} · proiect` : `${input.author} · ${input.title}`,
    content: [...(input.stamp === null ? [] : [{ text: input.stamp, style: ['stamp'] }]), ...htmlToContent(html)],
  });
}
