import { defineConfig } from 'tsdown';

/**
 * What is published: ES modules and their types. Inside the workspace everything runs from `src`.
 *
 * The descriptors of extension elements are put inside, so that no module asks for JSON at run time: browsers and older
 * bundlers cannot.
 *
 * The XML tokenizer is put inside too: it is CommonJS, and loading it as such is half of what importing the package costs.
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
  deps: { alwaysBundle: [/^zeebe-bpmn-moddle\//, 'saxes', /^xmlchars\//] },
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  sourcemap: true,
  clean: true,
});
