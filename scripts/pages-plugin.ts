import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPortal } from '@circula/portal';
import type { PagePlugin } from '@circula/server';

const designerDist = fileURLToPath(new URL('../packages/designer/dist', import.meta.url));

/** The portal and the designer beside the server. This is the only place where they meet: server knows neither. */
export const pages: PagePlugin = ({ api }) => createPortal({ api, designerDist: path.normalize(designerDist) });
