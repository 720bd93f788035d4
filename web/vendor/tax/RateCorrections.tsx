import { useLingui } from '@lingui/react/macro';
import type { Answer } from '../../api/client.ts';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Correction = Answer<'/v1/billing/tax-rates'>['corrections'][number];

/** What the table of rates said before it was corrected, and why it was. */
export function RateCorrections({ rows }: { rows: readonly Correction[] }) {
  const { t } = useLingui();
  const { country, date, percent } = useFormat();
  return (
    <Card
      flush
      title={t`Corrections`}
      description={t`What the table said before. Documents keep the rate they were issued with.`}
    >
      <Table caption={t`Corrections`}>
        <thead>
          <tr>
            <Th>{t`Country`}</Th>
            <Th>{t`From`}</Th>
            <Th numeric>{t`It said`}</Th>
            <Th>{t`Corrected on`}</Th>
            <Th className="max-sm:hidden">{t`Why`}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={`${row.country} ${row.valid_from} ${row.corrected_on}`}>
              <Td>{country(row.country)}</Td>
              <Td>{date(row.valid_from)}</Td>
              <Td numeric>
                <bdi>{percent(Number(row.rate))}</bdi>
              </Td>
              <Td>{date(row.corrected_on)}</Td>
              <Td className="max-sm:hidden">
                <bdi dir="ltr" className="text-sm text-muted">
                  {row.why}
                </bdi>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
