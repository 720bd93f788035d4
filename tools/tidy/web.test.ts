import { describe, expect, test } from 'vitest';
import { hardCodedText, physicalDirection } from './web.ts';

const named = (path: string, text: string) => physicalDirection({ path, text }).map(({ about }) => about);

describe('sides of the screen', () => {
  test.each([
    ['ml-2 flex', ['ml-2']],
    ['md:pr-4 hover:-mr-px', ['pr-4', '-mr-px']],
    ['absolute left-0 right-[3px]', ['left-0', 'right-[3px]']],
    ['text-left text-right', ['text-left', 'text-right']],
    ['border-l border-r-2 rounded-l rounded-tr-md', ['border-l', 'border-r-2', 'rounded-l', 'rounded-tr-md']],
    ['float-right clear-left scroll-ml-4', ['float-right', 'clear-left', 'scroll-ml-4']],
    ['ms-2 pe-4 start-0 end-0 text-start border-s rounded-e', []],
    ['border-lime-500 border-red-500 rounded-lg mx-auto text-lg', []],
    ['left-hand side, right away, the left', []],
    ['text-large float-none', []],
  ])('%s', (classes, found) => {
    expect(named('web/ui/A.tsx', `const a = <p className="${classes}" />;`)).toEqual(found);
  });
  test('in a template and in CSS', () => {
    expect(named('web/ui/A.tsx', 'const a = cx(`flex\n  ${on} pl-2`);')).toEqual(['pl-2']);
    expect(named('web/theme/a.css', '.a {\n  margin-left: 1px;\n  left: 0;\n text-align: right; }')).toEqual([
      'margin-left',
      'left',
      'text-align: right',
    ]);
    expect(
      named('web/theme/a.css', '.a { margin-inline-start: 1px; /* left: 0; */ inset-inline-start: 0 }'),
    ).toEqual([]);
  });
  test('in a style, but not in data that has a left and a right', () => {
    expect(named('web/ui/A.tsx', 'const a = <p style={{ marginLeft: 4, top: 0, left: 1 }} />;')).toEqual([
      'marginLeft',
      'left',
    ]);
    expect(named('web/ui/A.tsx', 'const box = { left: 1, right: 2 };')).toEqual([]);
  });
  test('names the line', () => {
    const text = 'const a = (\n  <p\n    className="ml-2"\n  />\n);';
    expect(physicalDirection({ path: 'web/ui/A.tsx', text })).toMatchObject([{ line: 3 }]);
  });
});

describe('text outside Lingui', () => {
  test.each([
    ['<p>Invoices</p>', ['Invoices']],
    ['<p><Trans>Invoices</Trans></p>', []],
    ['<Trans>Pay <b>now</b></Trans>', []],
    ['<p>{t`Invoices`}</p>', []],
    ['<p>{"Invoices"}</p>', ['Invoices']],
    ['<p>{open ? "Open" : t`Closed`}</p>', ['Open']],
    ['<p>{state === "open" ? t`Open` : null}</p>', []],
    ['<p>{name ?? "Nobody"}</p>', ['Nobody']],
    ['<p>{name} · {count}%</p>', []],
    ['<p>&nbsp;—&nbsp;</p>', []],
    ['<p>Caravan</p>', []],
    ['<code>npm start</code>', []],
    ['<Field label="Name" name="legal_name" />', ['Name']],
    ['<img alt="Logo of the seller" src="/a.svg" />', ['Logo of the seller']],
    ['<Field label={t`Name`} type="email" className="flex" />', []],
    ['<Empty emptyTitle={"None"} />', ['None']],
    ['<b onClick={() => toast("Saved it")} />', ['Saved it']],
    ['<b onClick={() => track("Saved it")} />', []],
  ])('%s', (jsx, texts) => {
    const text = `const a = ${jsx};`;
    expect(hardCodedText({ path: 'web/console/A.tsx', text }).map(({ about }) => about)).toEqual(texts);
    expect(hardCodedText({ path: 'web/console/A.test.tsx', text })).toEqual([]);
  });
  test('names the line of the words, not of the gap before them', () => {
    expect(
      hardCodedText({ path: 'web/ui/A.tsx', text: 'const a = <p>\n\n  Hello there\n</p>;' }),
    ).toMatchObject([{ line: 3 }]);
  });
});
