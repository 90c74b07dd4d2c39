import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { entrySources } from './src/citizen/assets.ts';

/**
 * Builds what browsers load: the stylesheet of every page, the islands of the citizens' pages, the officials' desk. The
 * server finds the hashed files through the manifest; there is no HTML among them, pages are written by `createPortal`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact({ prefreshEnabled: false, devToolsEnabled: false })],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Content-Security-Policy keeps pages to files of this origin; nothing may become a data: address.
    assetsInlineLimit: 0,
    rollupOptions: { input: Object.values(entrySources) },
  },
});
