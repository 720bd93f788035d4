import { useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button.tsx';
import { FileText } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuLink } from '../../ui/Menu.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** A document in either language, the reader's first. `href` is its address without the language. */
export function DocumentMenu({ href, label }: { href: string; label: string }) {
  const { language } = useFormat();
  const languages = [
    { code: 'en', name: 'English' },
    { code: 'ar', name: 'العربية' },
  ].sort((one) => (one.code === language ? -1 : 1));
  return (
    <Menu trigger={<Button icon={FileText}>{label}</Button>}>
      {languages.map(({ code, name }) => (
        <MenuLink key={code} link={<OutLink plain newTab href={`${href}?language=${code}`} />}>
          <span lang={code}>{name}</span>
        </MenuLink>
      ))}
    </Menu>
  );
}

/** The invoice as PDF, in either language. */
export function InvoicePdf({ invoice }: { invoice: { id: string } }) {
  const { t } = useLingui();
  return <DocumentMenu href={`/v1/billing/invoices/${invoice.id}/document.pdf`} label={t`PDF`} />;
}
