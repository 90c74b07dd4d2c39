import { fileURLToPath } from 'node:url';

export { designerContentSecurityPolicy } from './content-security-policy.ts';

/** For the server that serves the designer: the address it is built for, and the folder with the built files. */
export const designerBase = '/designer/';
export const designerDirectory = fileURLToPath(new URL('../dist/', import.meta.url));
