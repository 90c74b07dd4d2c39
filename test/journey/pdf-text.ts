import { execFileSync } from 'node:child_process';

/** What a reader can select in a PDF, line breaks as spaces. */
export function pdfText(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');
}
