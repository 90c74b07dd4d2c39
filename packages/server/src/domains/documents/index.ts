import type { Domain } from '../../domain.ts';
import { documentSchemas } from './schemas.ts';

export { keepBlob, readBlob } from './blobs.ts';
export { keepDocument } from './keep-document.ts';
export { type DocumentReader, listDocuments, readDocument } from './list-documents.ts';
export { checkHtml } from './pdf/html-to-content.ts';
export { renderDocument } from './render-document.ts';
export { DocumentInfo, DocumentParams } from './schemas.ts';
export { readTemplate, type Template } from './template/read-template.ts';

/** Documents that come out: templates, PDFs, and the bytes of everything that is kept. */
export const documents: Domain = { name: 'documents', schemas: documentSchemas, setUp: () => ({}) };
