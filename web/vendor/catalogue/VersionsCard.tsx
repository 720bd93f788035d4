import { useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useImportWords } from '../catalogue-imports/words.ts';

type Versions = Answer<'/v1/catalog/products/{id}/versions'>;
type Version = Versions['product'][number];

/** Everything the product was, is and will be: the newest day first. */
export function VersionsCard({ productId, current }: { productId: string; current: number }) {
  const { t } = useLingui();
  const { date, instant, text } = useFormat();
  const { fields } = useImportWords();
  const today = useToday();
  const params = { path: { id: productId } };
  const versions = $api.useQuery('get', '/v1/catalog/products/{id}/versions', { params }).data?.product ?? [];
  const differs = ({ version, facts }: Version) => {
    const before = versions.find((one) => one.version === version - 1)?.facts;
    if (!before) return t`First published`;
    const keys = Object.keys(facts) as (keyof typeof facts)[];
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(facts[key]));
    return changed.map((key) => fields[key] ?? key).join(' · ');
  };
  return (
    <Card flush title={t`Versions`} description={t`What held before is never changed.`}>
      <Table caption={t`Versions`}>
        <thead>
          <tr>
            <Th>{t`Holds from`}</Th>
            <Th>{t`Name`}</Th>
            <Th>{t`Difference`}</Th>
            <Th>{t`Recorded`}</Th>
            <Th>
              <span className="sr-only">{t`State`}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {versions.toReversed().map((one) => (
            <Tr key={one.version}>
              <Td>{date(one.valid_from)}</Td>
              <Td>
                <bdi>{text(one.facts.name)}</bdi>
              </Td>
              <Td>{differs(one)}</Td>
              <Td>{instant(one.recorded_at)}</Td>
              <Td className="w-28 text-end">
                {one.version === current && <Badge tone="good">{t`In force`}</Badge>}
                {one.valid_from > today && <Badge tone="info">{t`Coming`}</Badge>}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
