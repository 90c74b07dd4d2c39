/** Drawing where a process stands. Pure, without bpmn-js, in Node and in a browser. */
export { type Diagram, readDiagram } from './read-diagram.ts';
export { type RenderOptions, renderSvg } from './render-svg.ts';
