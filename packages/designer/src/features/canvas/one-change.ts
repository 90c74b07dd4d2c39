import type { CommandStack } from './diagram.ts';

const COMMAND = 'circula.one-change';

interface Context {
  readonly make: () => void;
}

/**
 * Makes several changes count as one for undo and redo. What `make` does through the modeling commands is recorded
 * inside the one entry; redo replays the record and does not call `make` again.
 */
export class OneChange {
  static readonly $inject = ['commandStack'];
  readonly #commandStack: CommandStack;

  constructor(commandStack: CommandStack) {
    this.#commandStack = commandStack;
    commandStack.register(COMMAND, {
      preExecute: (context: Context) => context.make(),
      execute: () => [],
      revert: () => [],
    });
  }

  run(make: () => void): void {
    this.#commandStack.execute(COMMAND, { make });
  }
}
