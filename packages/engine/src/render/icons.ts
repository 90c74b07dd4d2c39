/** Small drawings in a square of 16 units around its middle, as the insides of a `path`; `filled` ones have a body. */
export interface Icon {
  readonly path: string;
  readonly filled?: boolean;
}

const circle = (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** What makes an event happen (BPMN 2.0.2, table 10.93). */
export const EVENT_ICONS: Readonly<Record<string, Icon>> = {
  message: { path: 'M-7 -5h14v10h-14zM-7 -5l7 6l7 -6' },
  timer: { path: `${circle(7)}M0 -5v5l4 2` },
  signal: { path: 'M0 -7l7 12h-14z' },
  error: { path: 'M-6 6l3 -11l4 6l4 -8l-3 12l-4 -6z' },
  escalation: { path: 'M0 -7l5 13l-5 -5l-5 5z' },
  compensate: { path: 'M0 -5v10l-7 -5zM7 -5v10l-7 -5z' },
  cancel: { path: 'M-6 -4l2 -2l4 4l4 -4l2 2l-4 4l4 4l-2 2l-4 -4l-4 4l-2 -2l4 -4z' },
  conditional: { path: 'M-5 -7h10v14h-10zM-3 -4h6M-3 0h6M-3 4h6' },
  link: { path: 'M-7 -3h8v-3l6 6l-6 6v-3h-8z' },
  terminate: { path: circle(7), filled: true },
  multiple: { path: 'M0 -7l7 5l-3 8h-8l-3 -8z' },
  parallelMultiple: { path: 'M-2 -7h4v5h5v4h-5v5h-4v-5h-5v-4h5z' },
};

/** Who or what carries out a task (BPMN 2.0.2, 10.3.3). */
export const TASK_ICONS: Readonly<Record<string, Icon>> = {
  userTask: {
    path: 'M-3.5 -3a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0zM-7 7c0 -4 2 -6 4.5 -6.500c2 1.500 3 1.500 5 0c2.500 .5 4.500 2.500 4.500 6.500z',
  },
  manualTask: { path: 'M-7 -1l4 -4h8v2h-5h7v2.500h-7h6.500v2.500h-6.500h5v2.500h-9l-3 -2z' },
  serviceTask: {
    path: 'M-1.500 -7h3v2l2 1l2 -1.500l2 2l-1.500 2l.8 1.500h1v3h-1.500l-1 2l1 1.500l-2 2l-2 -1l-1.500 .8v1.500h-3v-1.500l-1.500 -.8l-2 1l-2 -2l1 -1.500l-1 -2h-1.500v-3h1l.8 -1.500l-1.500 -2l2 -2l2 1.500l2 -1zM-2.500 .5a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0z',
  },
  scriptTask: { path: 'M-4 -7h9c-4 4 3 8 -1 14h-9c4 -5 -3 -9 1 -14zM-3 -3h5M-2 0h5M-2 3h5' },
  businessRuleTask: { path: 'M-7 -6h14v12h-14zM-7 -2h14M-7 2h14M-2 -2v8' },
  sendTask: { path: 'M-7 -5h14v10h-14zM-7 -5l7 6l7 -6', filled: true },
  receiveTask: { path: 'M-7 -5h14v10h-14zM-7 -5l7 6l7 -6' },
};

/** How a gateway decides (BPMN 2.0.2, 10.6). */
export const GATEWAY_ICONS: Readonly<Record<string, Icon>> = {
  exclusiveGateway: {
    path: 'M-6 -8h3l3 5.500l3 -5.500h3l-4.500 8l4.500 8h-3l-3 -5.500l-3 5.500h-3l4.500 -8z',
    filled: true,
  },
  parallelGateway: { path: 'M-1.500 -9h3v7.500h7.500v3h-7.500v7.500h-3v-7.500h-7.500v-3h7.500z', filled: true },
  inclusiveGateway: { path: `${circle(8)}${circle(7)}` },
  complexGateway: { path: 'M0 -9v18M-9 0h18M-6 -6l12 12M-6 6l12 -12' },
  eventBasedGateway: { path: `${circle(10)}${circle(8)}M0 -5l5 3.500l-2 6h-6l-2 -6z` },
};

/** Signs at the lower edge of an activity. */
export const MARKERS: Readonly<Record<string, Icon>> = {
  collapsed: { path: 'M-6 -6h12v12h-12zM0 -4v8M-4 0h8' },
  parallel: { path: 'M-4 -6v12M0 -6v12M4 -6v12' },
  sequential: { path: 'M-6 -4h12M-6 0h12M-6 4h12' },
  loop: { path: 'M-2 5.500a6 6 0 1 1 4 0M-2 5.500l-4 0M-2 5.500l0 -4' },
  compensation: { path: 'M0 -5v10l-7 -5zM7 -5v10l-7 -5z' },
  adHoc: { path: 'M-7 2c2 -6 5 -4 7 -2s5 4 7 -2' },
};
