import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import type { Import } from './words.ts';

/** Everything that is wrong with a file, by its place. */
export function Faults({ one }: { one: Import }) {
  const { t } = useLingui();
  const more = one.fault_count - one.faults.length;
  return (
    <Card
      flush
      title={<Plural value={one.fault_count} one="# fault in the file" other="# faults in the file" />}
      description={t`Nothing of the file was taken. Mend these places and hand it in again.`}
      actions={
        <ButtonLink variant="primary" to={paths.office.catalogueImports}>
          <Trans>Hand in the mended file</Trans>
        </ButtonLink>
      }
      footer={more > 0 && <Plural value={more} one="And # more." other="And # more." />}
    >
      <Table caption={t`Faults`}>
        <thead>
          <tr>
            <Th numeric>{t`Line`}</Th>
            <Th>{t`Column`}</Th>
            <Th>{t`What to do`}</Th>
          </tr>
        </thead>
        <tbody>
          {one.faults.map((fault) => (
            <Tr key={`${fault.line} ${fault.column} ${fault.sentence}`}>
              <Td numeric>{fault.line}</Td>
              <Td>
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <bdi className="font-mono text-xs">{fault.column || '—'}</bdi>
                  {fault.cell && <bdi className="text-xs text-muted">{fault.cell}</bdi>}
                </span>
              </Td>
              <Td>
                <bdi>{fault.sentence}</bdi>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
