export * from './deadline/index.ts';
export * from './decision/index.ts';
export * from './expression/index.ts';
