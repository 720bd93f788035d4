/** A value of a form-encoded body: text, or what its brackets nest. Lists are objects with the keys 0, 1, 2. */
export type FormValue = string | Form;
export type Form = { [key: string]: FormValue };

const MAX_DEPTH = 8;

/** Reads `a[b][0][c]=1` as Stripe's library writes it. Keys that would reach a prototype are dropped. */
export function readForm(body: string): Form {
  const form: Form = Object.create(null);
  let appended = 0;
  for (const [key, value] of new URLSearchParams(body)) {
    const path = [...key.matchAll(/[^[\]]+|\[\]/g)].map(([part]) =>
      part === '[]' ? String(appended++) : part,
    );
    if (path.length > 0 && path.length <= MAX_DEPTH) put(form, path, value);
  }
  return form;
}

function put(form: Form, path: string[], value: string): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    form[key] = value;
    return;
  }
  const inner = form[key];
  const next: Form = typeof inner === 'object' ? inner : Object.create(null);
  form[key] = next;
  put(next, rest, value);
}

/** The text at a path, or undefined. */
export function textAt(form: Form, ...path: string[]): string | undefined {
  const value = path.reduce<FormValue | undefined>(
    (each, key) => (typeof each === 'object' ? each[key] : undefined),
    form,
  );
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The nested form at a key, empty if there is none. */
function formAt(form: Form, key: string): Form {
  const value = form[key];
  return typeof value === 'object' ? value : {};
}

/** The items of a list, in order. */
export function listAt(form: Form, key: string): Form[] {
  return Object.values(formAt(form, key)).filter((each) => typeof each === 'object');
}

/** The texts of a flat nested form, such as metadata. */
export function textsAt(form: Form, key: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formAt(form, key)).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}
