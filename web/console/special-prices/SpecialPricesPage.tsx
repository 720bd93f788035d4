import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { SpecialPricesTable } from '../../kit/special-prices/parts.tsx';
import { SpecialPriceNeeds } from '../../kit/special-prices/SpecialPriceNeeds.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Percent, Plus } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** What the reseller has asked its vendor for. */
export default function SpecialPricesPage() {
  const { t } = useLingui();
  return (
    <Page
      width="wide"
      title={t`Special prices`}
      description={t`For customers of more than 750 employees and for government bodies.`}
      actions={
        <ButtonLink variant="primary" icon={Plus} to={paths.console.newSpecialPrice}>
          <Trans>Request one</Trans>
        </ButtonLink>
      }
    >
      <SpecialPriceNeeds withRequest />
      <SpecialPricesTable
        rowTo={({ id }) => path(paths.console.specialPrice, { specialPriceId: id })}
        empty={
          <Empty icon={Percent} title={t`No requests yet`}>
            {t`When an order is held for a special price, request it from there.`}
          </Empty>
        }
      />
    </Page>
  );
}
