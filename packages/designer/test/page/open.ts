import { createDesigner } from '../../src/index.ts';

const container = document.getElementById('designer');
if (container === null) throw new Error('the page has no #designer');
const files = await (await fetch('/files.json')).json();
const groups = [
  { id: 'inspector', name: 'Inspector' },
  { id: 'sef', name: 'Șef serviciu' },
];
Object.assign(globalThis, { designer: createDesigner({ container, files, groups }) });
