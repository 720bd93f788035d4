import { Trans, useLingui } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { UnitPrice } from './UnitPrice.tsx';
import type { MonthOfUse } from './words.ts';

type Props = {
  use: MonthOfUse;
  /** The band that the line charges: it stands out. */
  band: number;
};

/** A month of use by its bands: what of each this document charges, at which price, and what it comes to. */
export function UseBands({ use, band }: Props) {
  const { t } = useLingui();
  const { month } = useFormat();
  return (
    <table className="mt-3 w-full border-t border-line text-sm">
      <caption className="pt-3 pb-1.5 text-start">
        <span className="block font-medium text-base">{t`Usage of ${month(use.month)}`}</span>
        <span className="block text-muted">
          <How use={use} />
        </span>
        <Known use={use} />
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t`Band`}</th>
          <th scope="col">{t`Charged here`}</th>
          <th scope="col">{t`Amount`}</th>
        </tr>
      </thead>
      <tbody>
        {use.bands.map((one, at) => (
          <Band key={one.above} use={use} band={one} own={at === band} />
        ))}
      </tbody>
    </table>
  );
}

function How({ use }: { use: MonthOfUse }) {
  const { number } = useFormat();
  const size = number(use.package_size);
  if (use.model === 'tiered') return <Trans>Each unit at the price of its band.</Trans>;
  if (use.model === 'volume')
    return <Trans>All units at the price of the band that the month reached.</Trans>;
  if (use.model === 'package') return <Trans>Each package of {size} units that was begun.</Trans>;
  return <Trans>Every unit at one price.</Trans>;
}

/** How much there was, and how much of it stood on earlier documents. */
function Known({ use }: { use: MonthOfUse }) {
  const { number } = useFormat();
  const [total, counted] = [number(use.total), number(use.counted)];
  const packages = use.model === 'package';
  return (
    <span className="block text-muted">
      <Trans>Units used: {total}</Trans>
      {use.counted > 0 && (
        <>
          {' · '}
          {packages ? (
            <Trans>packages charged before: {counted}</Trans>
          ) : (
            <Trans>charged before: {counted}</Trans>
          )}
        </>
      )}
    </span>
  );
}

type BandProps = { use: MonthOfUse; band: MonthOfUse['bands'][number]; own: boolean };

function Band({ use, band, own }: BandProps) {
  const { number } = useFormat();
  const { currency } = band.net;
  return (
    <tr className={cx(own ? 'font-medium' : 'text-muted')} aria-current={own || undefined}>
      <th scope="row" className="py-1 pe-3 text-start font-[inherit]">
        <BandName use={use} band={band} />
      </th>
      <td className="figures py-1 pe-3 text-end whitespace-nowrap">
        <bdi>{number(band.quantity)}</bdi> × <UnitPrice bare minor={band.unit_price} currency={currency} />
      </td>
      <td className="figures py-1 text-end whitespace-nowrap">
        <Money value={band.net} />
      </td>
    </tr>
  );
}

function BandName({ use, band }: Omit<BandProps, 'own'>) {
  const { number } = useFormat();
  const [from, above] = [number(band.above + 1), number(band.above)];
  if (use.model === 'package') return <Trans>Packages</Trans>;
  if (use.bands.length === 1) return <Trans>Units</Trans>;
  if (band.up_to === null) return <Trans>Over {above}</Trans>;
  const last = number(band.up_to);
  return (
    <Trans>
      {from} to {last}
    </Trans>
  );
}
