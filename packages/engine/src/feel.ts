/** FEEL alone (DMN 1.5, chapter 10): compile, evaluate, test. Pure, and usable in a browser. */
export * from './expression/index.ts';
