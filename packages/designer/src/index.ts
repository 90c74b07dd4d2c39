export type { FileDiagnostic, Group } from './api/designer-api.ts';
export { designerContentSecurityPolicy } from './content-security-policy.ts';
export { createDesigner, type Designer, type DesignerOptions } from './create-designer.tsx';
export type { ProcessFiles } from './model/process-files.ts';
export type { Language } from './texts/language.ts';
