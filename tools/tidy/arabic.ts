import { CATALOGUE, gaps, sentencesIn } from '../sentences.ts';
import type { Finding, Source } from './source.ts';

/** What the server says in English alone, and Arabic in the catalogue that stands for nothing any more. */
export function untranslated(sources: readonly Source[]): Finding[] {
  const catalogue = sources.find(({ path }) => path === CATALOGUE);
  if (!catalogue) return [];
  const arabic = JSON.parse(catalogue.text) as Record<string, string>;
  const said = sources.map((source) => ({ source, sentences: sentencesIn(source.path, source.text) }));
  const { idle } = gaps(new Set(said.flatMap(({ sentences }) => sentences)), arabic);
  const lacking = said.flatMap(({ source, sentences }) =>
    sentences
      .filter((sentence) => !arabic[sentence])
      .map((sentence) =>
        finding(source, sentence, `"${sentence}" has no Arabic: run node tools/sentences.ts and fill it in`),
      ),
  );
  return [
    ...lacking,
    ...idle.map((sentence) =>
      finding(catalogue, sentence, `nothing says "${sentence}" any more: take it out`),
    ),
  ];
}

function finding({ path, text }: Source, sentence: string, message: string): Finding {
  const [head = ''] = sentence.split(/\{\d\}|"/).filter((part) => part.length > 3);
  const line = text.slice(0, Math.max(0, text.indexOf(head))).split('\n').length;
  return { rule: 'no-arabic', path, line, message, about: sentence };
}
