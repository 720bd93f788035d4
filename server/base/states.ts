import { Fail } from './errors.ts';

/** Legal moves as a table: from state → verb → to state. */
export type Moves<State extends string> = Record<State, Record<string, State>>;

/** The state that `verb` leads to. Throws Fail conflict `illegal_move`, naming what is possible instead. */
export function move<State extends string>(
  noun: string,
  moves: Moves<State>,
  from: State,
  verb: string,
): State {
  const to = moves[from][verb];
  if (to) return to;
  const possible = Object.keys(moves[from]).join(', ') || 'nothing any more';
  throw new Fail(
    'conflict',
    'illegal_move',
    `This ${noun} is ${from}; you cannot ${verb} it (possible: ${possible}).`,
  );
}

/** Whether `verb` is legal from this state: true, or the sentence that says why not. */
export function canMove<State extends string>(moves: Moves<State>, from: State, verb: string): true | string {
  return moves[from][verb] ? true : `Not possible while ${from}.`;
}
