/** Sets the clock of this process wrong by `SKEW_MS` milliseconds. Imported before everything else. */
const skew = Number(process.env.SKEW_MS ?? 0);
if (skew !== 0) {
  const Right = Date;
  const now = () => Right.now() + skew;
  globalThis.Date = new Proxy(Right, {
    construct: (target, args) => (args.length === 0 ? new target(now()) : Reflect.construct(target, args)),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
