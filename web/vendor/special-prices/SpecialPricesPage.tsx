import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { SpecialPricesTable } from '../../kit/special-prices/parts.tsx';
import { SpecialPriceNeeds } from '../../kit/special-prices/SpecialPriceNeeds.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Percent, ShieldCheck } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** What resellers ask for big and government customers. */
export default function SpecialPricesPage() {
  const { t } = useLingui();
  return (
    <Page
      width="wide"
      title={t`Special prices`}
      description={t`For customers of more than 750 employees and for government bodies.`}
      actions={
        <ButtonLink icon={ShieldCheck} to={paths.office.approvals}>
          <Trans>Who approves</Trans>
        </ButtonLink>
      }
    >
      <SpecialPriceNeeds withReseller />
      <SpecialPricesTable
        withReseller
        rowTo={({ id }) => path(paths.office.specialPrice, { specialPriceId: id })}
        empty={
          <Empty icon={Percent} title={t`No requests yet`}>
            {t`Resellers ask for a special price when an order is held for one.`}
          </Empty>
        }
      />
    </Page>
  );
}
