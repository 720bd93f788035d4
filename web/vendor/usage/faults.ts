/** One bad cell of a file that was refused. */
export type Fault = { line: number; column: string; sentence: string };

/** The refusal of a file as places: `#/lines/3/used_on` is line 3, column used_on; the sentence without its own "Line 3, used_on:". */
export function faultsOf(errors: readonly { pointer: string; detail: string }[]): Fault[] {
  return errors.flatMap(({ pointer, detail }) => {
    const [, line, column] = /^#\/lines\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    if (!line || !column) return [];
    return [{ line: Number(line), column, sentence: detail.replace(/^Line \d+, \w+: /, '') }];
  });
}
