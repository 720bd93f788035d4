import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';

const ID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;

/** What the check says of a branch; the subscription or the draft that it names is a link to it. */
export function Cause({ words }: { words: string }) {
  const [before = '', id, ...rest] = words.split(ID);
  if (!id) return <bdi>{words}</bdi>;
  const after = rest.join('');
  const to = /subscription|اشتراك/i.test(before)
    ? path(paths.office.subscription, { subscriptionId: id })
    : /invoice|فاتورة/i.test(before)
      ? path(paths.office.invoice, { invoiceId: id })
      : null;
  return (
    <bdi>
      {before}
      {to ? (
        <Link to={to}>
          <bdi>…{id.slice(-8)}</bdi>
        </Link>
      ) : (
        <bdi>{id}</bdi>
      )}
      {after}
    </bdi>
  );
}
