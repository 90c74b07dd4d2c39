import { defineConfig } from 'vite';

/**
 * The designer as a single-page application under /designer/.
 *
 * The properties panel ships a copy of Preact of its own; pointing it at the one Preact of the workspace saves the
 * second copy and lets our entries share its hooks. `modulePreload.polyfill` would be an inline script: off.
 */
export default defineConfig({
  base: '/designer/',
  resolve: {
    alias: [{ find: /^(?:\.\.|@bpmn-io\/properties-panel)\/preact(\/.*)?$/, replacement: 'preact$1' }],
    dedupe: ['preact', 'diagram-js', 'bpmn-js', 'bpmn-moddle'],
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    // Fonts and images stay files: the content security policy then needs no data: for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
