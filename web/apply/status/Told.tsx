import { useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Application } from './application.ts';

/** What the business said of itself. */
export function Told({ application }: { application: Application }) {
  const { t } = useLingui();
  const { country, number } = useFormat();
  const said = application;
  return (
    <Card title={t`What you told us`}>
      <KeyValues
        columns={2}
        facts={[
          { label: t`Company`, value: <bdi>{said.company}</bdi> },
          { label: t`Country`, value: country(said.country) },
          { label: t`Registration number`, value: <bdi>{said.registration_number}</bdi> },
          { label: t`Tax number`, value: said.tax_number && <bdi>{said.tax_number}</bdi> },
          {
            label: t`Address`,
            value: said.address && <bdi className="whitespace-pre-line">{said.address}</bdi>,
          },
          { label: t`Website`, value: said.website && <bdi>{said.website}</bdi> },
          { label: t`Employees`, value: said.headcount && number(said.headcount) },
          { label: t`Contact`, value: <bdi>{said.contact_name}</bdi> },
          { label: t`E-mail address`, value: <bdi>{said.contact_email}</bdi> },
          { label: t`Telephone`, value: said.contact_phone && <bdi dir="ltr">{said.contact_phone}</bdi> },
        ]}
      />
      {said.about && (
        <div className="mt-4 border-t border-line pt-4">
          <p className="text-muted">{t`About your business`}</p>
          <p dir="auto" className="mt-1 max-w-prose whitespace-pre-line page-start">
            {said.about}
          </p>
        </div>
      )}
    </Card>
  );
}
