import { defineConfig } from 'tsdown';

/**
 * What is inside, as THIRD-PARTY.md lists it. Loaded as packages of their own they are a quarter of what importing costs, and
 * saxes and xmlchars, which are CommonJS, another quarter.
 */
export const inside = [
  'lezer-feel',
  '@lezer/common',
  '@lezer/highlight',
  '@lezer/lr',
  're2js',
  'decimal.js',
  'bpmn-moddle',
  'moddle',
  'min-dash',
  'zeebe-bpmn-moddle',
  'saxes',
  'xmlchars',
];

/**
 * What is published: ES modules and their types. Inside the workspace everything runs from `src`.
 *
 * Names of functions and classes stay, for stack traces and debuggers; the rest is as short as can be, because reading
 * the source is most of what importing costs.
 *
 * JSON is put inside, so that no module asks for it at run time: browsers and older bundlers cannot.
 */
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    feel: 'src/feel.ts',
    kernel: 'src/kernel.ts',
    render: 'src/render/index.ts',
    testing: 'src/testing/index.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: { tsconfig: 'tsconfig.build.json' },
  tsconfig: 'tsconfig.build.json',
  deps: { alwaysBundle: inside.map((name) => new RegExp(`^${name}(/|$)`)), onlyBundle: inside },
  // Lezer looks for a wish to be debugged.
  define: { 'process.env': 'undefined' },
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { keepNames: true },
    codegen: { removeWhitespace: true },
  },
  sourcemap: true,
  clean: true,
});
