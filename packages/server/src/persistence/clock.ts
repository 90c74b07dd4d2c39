/** Where "now" comes from. Without one, the database's transaction time is used, so that many runners agree. */
export interface Clock {
  now(): Date;
}

/** A clock that stands until it is moved: for tests, rehearsals and the simulation of deadlines. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: Date | string) {
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves forward by `milliseconds`. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Moves to an instant. */
  set(instant: Date | string): void {
    this.#now = new Date(instant).getTime();
  }
}
