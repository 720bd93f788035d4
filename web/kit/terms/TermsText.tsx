import type { Answer } from '../../api/client.ts';

export type Terms = Answer<'/v1/agreements/terms/current'>;
type Paragraph = Terms['sections'][number]['paragraphs'][number];

const letters = { en: 'abcdefghijklmnopqrstuvwxyz', ar: 'أبجدهوزحطيكلمن' };

/** The address of a section on its page. */
export function sectionId(number: number): string {
  return `section-${number}`;
}

/** The terms laid out to be read, in their own language whatever the page's. */
export function TermsText({ terms }: { terms: Terms }) {
  const { language, preamble, sections } = terms;
  return (
    <div
      lang={language}
      dir={language === 'ar' ? 'rtl' : 'ltr'}
      className="max-w-prose text-lg leading-relaxed"
    >
      {preamble.map((text) => (
        <p key={text} className="not-first:mt-3 text-muted">
          {text}
        </p>
      ))}
      {sections.map(({ number, title, paragraphs }) => (
        <section key={number} id={sectionId(number)} className="scroll-mt-6 pt-9">
          <h2 className="flex gap-3 text-xl">
            <span className="figures min-w-7 text-faint">{number}</span>
            {title}
          </h2>
          {paragraphs.map((paragraph) => (
            <Clause key={paragraph.number} paragraph={paragraph} language={language} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Clause({ paragraph, language }: { paragraph: Paragraph; language: Terms['language'] }) {
  const { number, text, items, table } = paragraph;
  return (
    <div className="mt-3.5 flex gap-3">
      <span className="figures min-w-7 shrink-0 text-base leading-[1.85] text-faint">{number}</span>
      <div className="min-w-0">
        <p>{text}</p>
        {items.length > 0 && (
          <ol className="mt-2 flex flex-col gap-1.5">
            {items.map((item, index) => (
              <li key={item} className="flex gap-2.5">
                <span className="shrink-0 text-muted">({letters[language][index] ?? index + 1})</span>
                <span>{item}</span>
              </li>
            ))}
          </ol>
        )}
        {table && <ClauseTable {...table} />}
      </div>
    </div>
  );
}

function ClauseTable({ head, rows }: NonNullable<Paragraph['table']>) {
  return (
    <section
      aria-label={head.join(' · ')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="relative mt-3 overflow-x-auto rounded-lg border border-line"
    >
      <table className="w-full text-base">
        <thead className="bg-sunken text-start text-muted">
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col" className="px-3.5 py-2 text-start font-medium">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join()} className="border-t border-line">
              {cells.map((cell, column) => (
                <td key={head[column]} className="px-3.5 py-2 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
