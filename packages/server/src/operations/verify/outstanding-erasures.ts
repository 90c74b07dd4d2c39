/** Payloads that are missing, until an entry of the chain says that they were erased. Runs are kept as ranges. */
export class OutstandingErasures {
  #gaps: { from: number; to: number }[] = [];

  /** In ascending order. */
  missing(seq: number): void {
    const last = this.#gaps.at(-1);
    if (last && last.to === seq - 1) last.to = seq;
    else this.#gaps.push({ from: seq, to: seq });
  }

  explained(ranges: readonly (readonly [number, number])[]): void {
    for (const [from, to] of ranges) {
      this.#gaps = this.#gaps.flatMap((gap) => {
        if (to < gap.from || from > gap.to) return [gap];
        const left = gap.from < from ? [{ from: gap.from, to: from - 1 }] : [];
        const right = gap.to > to ? [{ from: to + 1, to: gap.to }] : [];
        return [...left, ...right];
      });
    }
  }

  /** The first of each run that nothing explains. */
  open(): number[] {
    return this.#gaps.map((gap) => gap.from);
  }
}
