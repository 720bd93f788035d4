import { Problem } from '../api/problem.ts';

/** Runs a write of an application: what the server refuses of its particulars is told on the form's own fields. */
export async function onFields<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    throw error instanceof Problem ? flattened(error) : error;
  }
}

function flattened({ status, code, message, errors }: Problem): Problem {
  const fields = errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace('#/particulars/', '#/'),
    detail,
  }));
  return new Problem(status, { code, detail: message, errors: fields });
}
