import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { percentOf } from '../../kit/billing/decimals.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan, useSession } from '../../kit/session.ts';
import { Card } from '../../ui/Card.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Away } from './Away.tsx';
import { LevelsForm } from './LevelsForm.tsx';
import { useRoleWords } from './words.ts';

export type Structure = Answer<'/v1/deals/approval-structure'>;
export type ApprovalLevel = Structure['levels'][number];

/** Who approves special prices: the levels as data, and who is away. */
export default function ApprovalsPage() {
  const { t } = useLingui();
  const structure = $api.useSuspenseQuery('get', '/v1/deals/approval-structure').data;
  const may = useCan('approval_structure.edit');
  const { number } = useFormat();
  const version = number(structure.version);
  return (
    <Page
      width="wide"
      title={t`Who approves special prices`}
      description={t`A request goes through every level whose conditions it meets, one after the other.`}
      actions={
        <DialogButton
          variant="primary"
          dialogSize="lg"
          label={t`Change the levels`}
          description={t`The change holds for requests endorsed from now on.`}
          disabled={unless(may)}
        >
          {(close) => <LevelsForm structure={structure} onDone={close} />}
        </DialogButton>
      }
    >
      <Card
        flush
        title={t`Levels`}
        description={
          structure.version === 0 ? (
            <Trans>The program’s first order, until you write your own.</Trans>
          ) : (
            <Trans>Version {version}</Trans>
          )
        }
      >
        <LevelsTable levels={structure.levels} />
      </Card>
      <Away />
    </Page>
  );
}

function LevelsTable({ levels }: { levels: readonly ApprovalLevel[] }) {
  const { t } = useLingui();
  const { text, number, language } = useFormat();
  const roles = useRoleWords();
  return (
    <Table caption={t`Levels`}>
      <thead>
        <tr>
          <Th>{t`Level`}</Th>
          <Th>{t`Who decides`}</Th>
          <Th>{t`Needed`}</Th>
          <Th numeric>{t`Hours to decide`}</Th>
        </tr>
      </thead>
      <tbody>
        {levels.map((level, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place in the order.
          <Tr key={index}>
            <Td>
              <bdi className="font-medium">{text(level.name)}</bdi>
            </Td>
            <Td>{level.roles.map((role) => roles[role]).join(language === 'ar' ? '، ' : ', ')}</Td>
            <Td>
              <Conditions of={level.conditions} />
            </Td>
            <Td numeric>{number(level.decide_within_hours)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Conditions({ of }: { of: ApprovalLevel['conditions'] }) {
  const { currency } = useSession().organization;
  const { discount_over, value_over, margin_under, countries } = of;
  const [discount, margin] = [
    discount_over && percentOf(discount_over),
    margin_under && percentOf(margin_under),
  ];
  const places = countries.join(', ');
  const isAlways = !discount && value_over === null && !margin && !places;
  if (isAlways) return <Trans>Always</Trans>;
  return (
    <ul className="flex flex-col gap-0.5">
      {discount && (
        <li>
          <Trans>discount over {discount} %</Trans>
        </li>
      )}
      {value_over !== null && (
        <li>
          <Trans>
            worth over <Money value={{ amount: value_over, currency }} /> a year
          </Trans>
        </li>
      )}
      {margin && (
        <li>
          <Trans>margin under {margin} %, or not known</Trans>
        </li>
      )}
      {places && (
        <li>
          <Trans>
            only in <bdi>{places}</bdi>
          </Trans>
        </li>
      )}
    </ul>
  );
}
