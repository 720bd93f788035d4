import { useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button.tsx';
import { FileText } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuGroup, MenuLine, MenuLink } from '../../ui/Menu.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { InvoiceDetail } from './words.ts';

/** A document in either language, the reader's first. `href` is its address without the language. */
export function DocumentMenu({ href, label }: { href: string; label: string }) {
  return (
    <Menu trigger={<Button icon={FileText}>{label}</Button>}>
      <InEitherLanguage href={href} />
    </Menu>
  );
}

/** The lines of a menu for a document in either language, the reader's first. `search`: what else is asked for. */
export function InEitherLanguage({ href, search }: { href: string; search?: string }) {
  const { language } = useFormat();
  const languages = [
    { code: 'en', name: 'English' },
    { code: 'ar', name: 'العربية' },
  ].sort((one) => (one.code === language ? -1 : 1));
  return languages.map(({ code, name }) => (
    <MenuLink
      key={code}
      link={<OutLink plain newTab href={`${href}?${search ? `${search}&` : ''}language=${code}`} />}
    >
      <span lang={code}>{name}</span>
    </MenuLink>
  ));
}

/** The invoice as files: PDF in either language, and the e-invoices it can be had as. */
export function InvoiceFiles({ invoice }: { invoice: Pick<InvoiceDetail, 'id' | 'e_invoices'> }) {
  const { t } = useLingui();
  const at = `/v1/billing/invoices/${invoice.id}`;
  const profiles = { en16931: t`EN 16931 (UBL)`, zatca: t`ZATCA, signed` };
  return (
    <Menu trigger={<Button icon={FileText}>{t`Download`}</Button>}>
      <MenuGroup label="PDF">
        <InEitherLanguage href={`${at}/document.pdf`} />
      </MenuGroup>
      {invoice.e_invoices.length > 0 && (
        <>
          <MenuLine />
          <MenuGroup label={t`E-invoice`}>
            {invoice.e_invoices.map((profile) => (
              <MenuLink
                key={profile}
                link={<OutLink plain href={`${at}/e-invoice.xml?profile=${profile}`} />}
              >
                {profiles[profile]}
              </MenuLink>
            ))}
          </MenuGroup>
        </>
      )}
      <MenuLine />
      <MenuGroup label={t`Lines`}>
        <MenuLink link={<OutLink plain download href={`${at}/lines?format=xlsx`} />}>{t`Excel`}</MenuLink>
        <MenuLink link={<OutLink plain download href={`${at}/lines?format=csv`} />}>CSV</MenuLink>
        <MenuLink link={<OutLink plain download href={`${at}/export.json`} />}>
          {t`JSON, with how each figure came about`}
        </MenuLink>
      </MenuGroup>
    </Menu>
  );
}
