/** The part of pdfmake that documents use (it ships no types). */
declare module 'pdfmake' {
  interface VirtualFiles {
    existsSync(name: string): boolean;
    writeFileSync(name: string, content: Uint8Array): void;
  }
  interface FontFiles {
    normal: string;
    bold: string;
    italics: string;
    bolditalics: string;
  }
  interface PdfMake {
    readonly virtualfs: VirtualFiles;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    setFonts(fonts: Readonly<Record<string, FontFiles>>): void;
    createPdf(definition: Record<string, unknown>): { getBuffer(): Promise<Buffer> };
  }
  const pdfmake: PdfMake;
  export default pdfmake;
}
