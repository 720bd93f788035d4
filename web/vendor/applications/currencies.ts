import { $api } from '../../api/client.ts';
import { useSession } from '../../kit/session.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** Currencies to bill in: the vendor's own and that of the applicant's country first, then all in use anywhere. */
export function useCurrencies(country: string): Option[] {
  const { organization } = useSession();
  const { language } = useFormat();
  const { data } = $api.useQuery('get', '/v1/program/countries');
  const countries = data?.items ?? [];
  const local = countries.find(({ code }) => code === country)?.currency;
  const rest = [...new Set(countries.map(({ currency }) => currency))].sort();
  const codes = new Set([organization.currency, ...(local ? [local] : []), ...rest]);
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return [...codes].map((code) => ({ value: code, label: `${code} · ${names.of(code)}` }));
}
