import { Trans } from '@lingui/react/macro';
import { Badge } from '../../ui/Badge.tsx';
import type { Fact } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Relation, useProductWords } from './words.ts';

type Sold = {
  countries: readonly string[];
  segments: readonly string[];
  attributes: Readonly<Record<string, string>>;
  works_with: readonly { system: string; note: { en: string; ar: string } | null }[];
};
type Related = { relations: readonly Relation[]; related: readonly Relation[] };

/** Where and to whom a product is sold, what it works with, and the facts of its trade. */
export function useSaleFacts({ countries, segments, attributes, works_with }: Sold): Fact[] {
  const { country, language } = useFormat();
  const words = useProductWords();
  const names = new Intl.ListFormat(language);
  const said: Record<string, string> = { yes: words.yes, no: words.no };
  return [
    {
      label: <Trans>Sold in</Trans>,
      value: countries.length > 0 ? names.format(countries.map(country)) : words.everywhere,
    },
    {
      label: <Trans>Sold to</Trans>,
      value:
        segments.length > 0
          ? names.format(segments.map((one) => words.segments[one as keyof typeof words.segments]))
          : words.everyone,
    },
    ...(works_with.length > 0
      ? [{ label: <Trans>Works with</Trans>, value: <WorksWith systems={works_with} /> }]
      : []),
    ...Object.entries(attributes).map(([name, value]) => ({
      label: words.attributes[name] ?? <bdi>{name}</bdi>,
      value: said[value] ?? <bdi>{value}</bdi>,
    })),
  ];
}

function WorksWith({ systems }: { systems: Sold['works_with'] }) {
  const { text } = useFormat();
  return (
    <ul className="flex flex-wrap gap-1.5">
      {systems.map(({ system, note }) => (
        <li key={system} className={note ? 'w-full' : undefined}>
          <Badge>
            <bdi>{system}</bdi>
          </Badge>
          {note && <span className="ms-2 text-sm text-muted">{text(note)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How the product stands to others, as facts; `to` is where one of them is shown. */
export function useRelationFacts({ relations, related }: Related, to: (productId: string) => string): Fact[] {
  const { said, heard } = useProductWords();
  const facts = (all: readonly Relation[], words: Record<Relation['kind'], string>) =>
    [...Map.groupBy(all, ({ kind, choice }) => `${kind} ${kind === 'requires' ? choice : ''}`).values()].map(
      (group): Fact => ({
        label: words[group[0]?.kind ?? 'requires'],
        value: <Others relations={group} to={to} />,
      }),
    );
  return [...facts(relations, said), ...facts(related, heard)];
}

/** One below the other; of what is needed under one choice, any one will do. */
function Others({ relations, to }: { relations: readonly Relation[]; to: (productId: string) => string }) {
  const { text } = useFormat();
  const { or } = useProductWords();
  return (
    <ul className="flex flex-col gap-1">
      {relations.map(({ product_id, name, kind }, index) => (
        <li key={product_id}>
          {index > 0 && kind === 'requires' && <span className="text-muted">{or} </span>}
          <Link to={to(product_id)}>
            <bdi>{text(name)}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}
