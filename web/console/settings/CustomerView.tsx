import { Trans, useLingui } from '@lingui/react/macro';
import { SupportContact } from '../../kit/support/SupportContact.tsx';

type Shown = {
  support_email: string;
  support_phone: string;
  support_url: string;
  brand_color: string;
};

/** The support contact as it will look in the customer panel, as it is being typed. */
export function CustomerView({ name, shown }: { name: string; shown: Shown }) {
  const { t } = useLingui();
  return (
    <figure aria-label={t`How the customer sees it`}>
      <figcaption className="mb-2 text-sm font-medium">
        <Trans>In the customer panel</Trans>
      </figcaption>
      <SupportContact
        partner={{
          name,
          support_email: shown.support_email || null,
          support_phone: shown.support_phone || null,
          support_url: shown.support_url || null,
          brand_color: shown.brand_color || null,
        }}
      />
    </figure>
  );
}
