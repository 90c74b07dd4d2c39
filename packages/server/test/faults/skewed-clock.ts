/**
 * Sets the clock of this process wrong by `SKEW_MS` milliseconds. With `SKEW_JUMPS=1` it is as much too fast as too slow,
 * by turns, and jumps from one to the other more than once a second. Imported before everything else.
 */
const skew = Number(process.env.SKEW_MS ?? 0);
const jumps = process.env.SKEW_JUMPS === '1';
const TURN_MS = 700;
if (skew !== 0) {
  const Right = Date;
  const now = () => {
    const right = Right.now();
    return right + (jumps && Math.floor(right / TURN_MS) % 2 === 1 ? -skew : skew);
  };
  globalThis.Date = new Proxy(Right, {
    construct: (target, args) => (args.length === 0 ? new target(now()) : Reflect.construct(target, args)),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
