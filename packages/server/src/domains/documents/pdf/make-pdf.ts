import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content } from './html-to-content.ts';
import { styles } from './styles.ts';

export interface PdfInput {
  readonly title: string;
  readonly author: string;
  /** Language of the text, as PDF/A wants it, e.g. `ro-RO`. */
  readonly language: string;
  readonly content: readonly Content[];
  /** Small print at the foot of every page, before the page number. */
  readonly footer: string;
  readonly createdAt: Date;
}

const require = createRequire(import.meta.url);
const FACES = { normal: 'Regular', bold: 'Medium', italics: 'Italic', bolditalics: 'MediumItalic' } as const;

/** Fonts come from memory and every access to files and addresses is denied: a document holds only what it is given. */
function prepare(): void {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  for (const face of Object.values(FACES))
    pdfmake.virtualfs.writeFileSync(
      `Roboto-${face}.ttf`,
      readFileSync(require.resolve(`pdfmake/fonts/Roboto/Roboto-${face}.ttf`)),
    );
  const file = (face: keyof typeof FACES): string => `Roboto-${FACES[face]}.ttf`;
  pdfmake.setFonts({
    Roboto: { normal: file('normal'), bold: file('bold'), italics: file('italics'), bolditalics: file('bolditalics') },
  });
}
prepare();

/**
 * A PDF/A-3b document on A4 with embedded fonts that hold Romanian and Hungarian letters. Conformance level b is what
 * can be promised honestly: there is no structure tree.
 */
export async function makePdf(input: PdfInput): Promise<Buffer> {
  return await pdfmake
    .createPdf({
      subset: 'PDF/A-3b',
      version: '1.7',
      language: input.language,
      displayTitle: true,
      pageSize: 'A4',
      pageMargins: [57, 48, 57, 56],
      info: {
        title: input.title,
        author: input.author,
        creator: 'Circula',
        producer: 'Circula',
        creationDate: input.createdAt,
        modDate: input.createdAt,
      },
      defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.2, color: '#111111' },
      styles,
      content: input.content.map((node) => structuredClone(node)),
      footer: (page: number, pages: number) => ({
        columns: [
          { text: input.footer, width: '*' },
          { text: `${page} / ${pages}`, width: 'auto', alignment: 'right' },
        ],
        fontSize: 8,
        color: '#444444',
        margin: [57, 16, 57, 0],
      }),
    })
    .getBuffer();
}
