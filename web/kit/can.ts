/** An ability of an answer (`true`, or the sentence that says why not) as a button's `disabled`. */
export function unless(ability: boolean | string | undefined): string | boolean {
  return ability === true ? false : (ability ?? true);
}
