import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { TaxNumber } from '../../kit/tax-numbers/TaxNumber.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link, OutLink } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Acceptance } from './Acceptance.tsx';
import { ApplicationActions } from './ApplicationActions.tsx';
import { ApplicationState } from './ApplicationState.tsx';
import { History } from './History.tsx';
import { type ApplicationDetail, useApplicationWords } from './words.ts';

/** One application: what the business says, what it accepted, what was said about it, and the decision. */
export default function ApplicationPage() {
  const { applicationId = '' } = useParams({ strict: false });
  const params = { path: { id: applicationId } };
  const application = $api.useSuspenseQuery('get', '/v1/program/applications/{id}', { params }).data;
  const approved = application.state === 'approved';
  return (
    <Page
      title={application.company}
      badge={<ApplicationState state={application.state} />}
      description={<bdi className="figures">{application.number}</bdi>}
      actions={
        approved ? (
          <ButtonLink to={path(paths.office.reseller, { resellerId: application.buyer_id })}>
            <Trans>Open the reseller</Trans>
          </ButtonLink>
        ) : (
          <ApplicationActions application={application} />
        )
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          {application.same_company.length > 0 && <SameCompany application={application} />}
          <Particulars application={application} />
          {application.agreement && <Acceptance agreement={application.agreement} />}
        </div>
        <History application={application} />
      </div>
    </Page>
  );
}

function Particulars({ application }: { application: ApplicationDetail }) {
  const { t } = useLingui();
  const { country, number, instant } = useFormat();
  const { fields } = useApplicationWords();
  const { website, headcount } = application;
  return (
    <Card title={t`The business`}>
      <KeyValues
        facts={[
          { label: fields.company, value: <bdi>{application.company}</bdi> },
          { label: t`Country`, value: country(application.country) },
          {
            label: fields.registration_number,
            value: <bdi className="figures">{application.registration_number}</bdi>,
          },
          {
            label: fields.tax_number,
            value: application.tax_number && (
              <TaxNumber number={application.tax_number} check={application.tax_number_check} />
            ),
          },
          { label: fields.address, value: <bdi className="whitespace-pre-line">{application.address}</bdi> },
          {
            label: fields.website,
            value: website && (
              <OutLink newTab href={website}>
                <bdi>{website.replace(/^https?:\/\//, '')}</bdi>
              </OutLink>
            ),
          },
          { label: fields.headcount, value: headcount !== null && number(headcount) },
          { label: fields.contact_name, value: <Contact application={application} /> },
          { label: t`Applied`, value: instant(application.applied_at) },
          {
            label: fields.about,
            value: application.about && <bdi className="whitespace-pre-line">{application.about}</bdi>,
          },
        ]}
      />
    </Card>
  );
}

function Contact({ application }: { application: ApplicationDetail }) {
  const { contact_name, contact_email, contact_phone } = application;
  return (
    <span className="flex flex-col">
      <bdi>{contact_name}</bdi>
      <OutLink href={`mailto:${contact_email}`}>
        <bdi>{contact_email}</bdi>
      </OutLink>
      {contact_phone && <bdi className="figures">{contact_phone}</bdi>}
    </span>
  );
}

/** Others with the same registration number: the same company may have applied before. */
function SameCompany({ application }: { application: ApplicationDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  return (
    <Card
      flush
      title={t`The same company has applied before`}
      description={<Trans>These carry the same country and registration number.</Trans>}
    >
      <ul>
        {application.same_company.map((other) => (
          <li
            key={other.id}
            className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-5 py-3 last:border-b-0"
          >
            <Link to={path(paths.office.application, { applicationId: other.id })}>
              <bdi>{other.company}</bdi>
            </Link>
            <span className="flex items-center gap-3 text-sm text-muted">
              {instant(other.applied_at)}
              <ApplicationState state={other.state} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
