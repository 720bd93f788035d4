import { type FieldProblem, Problem } from '../../api/problem.ts';
import type { CartLine } from '../store/cart.ts';

/** What is wrong with each line, by its place and field: `faults(error)(0).quantity`. */
export function faultsOf(
  error: unknown,
): (index: number) => Partial<Record<keyof CartLine | 'offer_id', string>> {
  const problems = error instanceof Problem ? error.errors : [];
  return (index) => Object.fromEntries(problems.flatMap((problem) => faultOfLine(problem, index)));
}

function faultOfLine({ pointer, detail }: FieldProblem, index: number): [string, string][] {
  const [, , line, field = ''] = pointer.split('/');
  return line === String(index) ? [[field, detail]] : [];
}
