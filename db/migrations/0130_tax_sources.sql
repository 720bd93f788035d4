-- Each rate says against what it was checked (null: against nothing yet), and what of it could not be confirmed (null: nothing is in doubt). Both
-- are written as `source` is, in English; a doubt goes on from the words "Not confirmed:".
alter table billing.tax_rate add column checked_against text check (checked_against <> '');
alter table billing.tax_rate add column doubt text check (doubt <> '');

-- What the table said before it was corrected. A change of law is a new row of billing.tax_rate from its day on; only what was wrong is corrected.
create table billing.tax_rate_correction (
  country char(2) not null,
  valid_from date not null,
  corrected_on date not null,
  rate numeric(9, 6) not null,
  source text not null,
  why text not null check (why <> ''),
  primary key (country, valid_from, corrected_on)
);
grant select on billing.tax_rate_correction to caravan_app, caravan_system;

-- Documents keep the rate they were issued with: a correction holds for what is drafted from now on.
create procedure billing.correct_tax_rate(of_country text, from_day date, on_day date, new_rate numeric, new_source text, because text)
language plpgsql set search_path = pg_catalog as $$
begin
  insert into billing.tax_rate_correction (country, valid_from, corrected_on, rate, source, why)
  select country, valid_from, on_day, rate, source, because from billing.tax_rate where country = of_country and valid_from = from_day;
  if not found then
    raise exception 'No rate of % from % to correct.', of_country, from_day;
  end if;
  update billing.tax_rate set rate = new_rate, source = new_source where country = of_country and valid_from = from_day;
end $$;
revoke execute on procedure billing.correct_tax_rate from public;

call billing.correct_tax_rate('PK', '2015-07-01', '2026-11-26', 0.17, 'Sales Tax Act 1990 s. 3(1)',
  'It was 17 % until SRO 179(I)/2023 made it 18 %.');
call billing.correct_tax_rate('DZ', '2017-01-01', '2026-11-26', 0.19, 'Code des taxes sur le chiffre d''affaires art. 21; Loi 16-14 (LF 2017) art. 26',
  'Article 26 is the Finance Law''s; the code''s is 21.');
call billing.correct_tax_rate('TN', '2018-01-01', '2026-11-26', 0.19, 'Loi 2017-66 portant loi de finances pour 2018',
  'The law is named by its number.');

-- Rates that were missing: before the present ones since 2020, and of more countries.
insert into billing.tax_rate (country, valid_from, name, rate, source, checked_against, doubt) values
  ('DE', '2007-01-01', 'VAT', 0.19, 'UStG § 12', null, null),
  ('DE', '2020-07-01', 'VAT', 0.16, 'Zweites Corona-Steuerhilfegesetz art. 3 (UStG § 28)', null, null),
  ('EG', '2016-09-08', 'VAT', 0.13, 'Egypt Law 67/2016', 'BDO and PwC on the law, September 2016', null),
  ('KE', '2013-09-02', 'VAT', 0.16, 'VAT Act 2013 s. 5', 'Kenya Revenue Authority, notice of 2 April 2020', 'its first day'),
  ('KE', '2020-04-01', 'VAT', 0.14, 'Legal Notice 35 of 2020', 'Kenya Revenue Authority, notice of 2 April 2020', null),
  ('NG', '1994-01-01', 'VAT', 0.05, 'VAT Act Cap. V1 LFN 2004', 'Reports on the Finance Act 2019, January 2020', 'its first day'),
  ('SG', '2007-07-01', 'GST', 0.07, 'GST Act 1993 s. 16', 'IRAS, GST rate change for businesses, February 2022', 'its first day'),
  ('LK', '2016-11-01', 'VAT', 0.15, 'VAT (Amendment) Act 20/2016', 'Lanka Tax Club, history of the rate since 2002', null),
  ('LK', '2019-12-01', 'VAT', 0.08, 'VAT Act 14/2002, order of November 2019', 'Lanka Tax Club, history of the rate since 2002', null),
  ('LK', '2022-06-01', 'VAT', 0.12, 'VAT Act 14/2002, gazette of 31 May 2022', 'Lanka Tax Club, history of the rate since 2002', null),
  ('LK', '2022-09-01', 'VAT', 0.15, 'VAT Act 14/2002, order of August 2022', 'Lanka Tax Club, history of the rate since 2002', null),
  ('PK', '2023-02-14', 'GST', 0.18, 'SRO 179(I)/2023', 'Text of SRO 179(I)/2023; Bloomberg Tax, February 2023',
    'that it holds for services, which the provinces tax at rates of their own (15 or 16 %); some reports name 15 February as its first day'),
  ('TR', '2007-12-30', 'VAT', 0.18, 'Council of Ministers Decree 2007/13033', 'Reports on Presidential Decree 7346, July 2023', 'its first day'),
  ('KZ', '2009-01-01', 'VAT', 0.12, 'Tax Code of 2008, then of 2017', 'Reports on the Tax Code of 2025', 'its first day'),
  ('KZ', '2026-01-01', 'VAT', 0.16, 'Tax Code of 18 July 2025 (Law 214-VIII)', 'Regfollower and Pagero on the Tax Code, 2025', null),
  ('RU', '2019-01-01', 'VAT', 0.20, 'Tax Code art. 164', 'Federal Tax Service on the change to 22 %, December 2025', 'its first day'),
  ('RU', '2026-01-01', 'VAT', 0.22, 'Tax Code art. 164, as amended in November 2025', 'Federal Tax Service on the change to 22 %, December 2025', null),
  ('UZ', '2019-10-01', 'VAT', 0.15, 'Presidential Decree UP-5837 of 26 September 2019', 'Ministry of Foreign Affairs of Uzbekistan; Grata, 2019', null),
  ('UZ', '2023-01-01', 'VAT', 0.12, 'Tax Code, as amended in December 2022', 'Ministry of Finance by Kun.uz, December 2022; PwC Tax Summaries', null),
  ('NZ', '2010-10-01', 'GST', 0.15, 'GST Act 1985 s. 8', 'Inland Revenue; sales-tax 2.23.0', null),
  ('IS', '2015-01-01', 'VAT', 0.24, 'Lög nr. 50/1988', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day'),
  ('LI', '2018-01-01', 'VAT', 0.077, 'Mehrwertsteuergesetz (MWSTG)', 'sales-tax 2.23.0', 'its first day'),
  ('LI', '2024-01-01', 'VAT', 0.081, 'Mehrwertsteuergesetz (MWSTG)', 'eu-vat-rates-data, April 2026', null),
  ('AL', '2020-01-01', 'VAT', 0.20, 'Law on value added tax', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('BA', '2020-01-01', 'VAT', 0.17, 'Law on value added tax', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('GE', '2020-01-01', 'VAT', 0.18, 'Tax Code of Georgia', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('MD', '2020-01-01', 'VAT', 0.20, 'Tax Code of Moldova', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('ME', '2020-01-01', 'VAT', 0.21, 'Law on value added tax', 'eu-vat-rates-data, April 2026', 'its first day: the table begins with 2020'),
  ('MK', '2020-01-01', 'VAT', 0.18, 'Law on value added tax', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('RS', '2020-01-01', 'VAT', 0.20, 'Law on value added tax', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020'),
  ('UA', '2020-01-01', 'VAT', 0.20, 'Tax Code of Ukraine', 'eu-vat-rates-data, April 2026; sales-tax 2.23.0', 'its first day: the table begins with 2020');

-- The European Union: each row is the Commission's.
update billing.tax_rate set checked_against = case
  when country = 'DE' and valid_from >= '2020-01-01' then 'Zweites Corona-Steuerhilfegesetz, by eu-vat-rates-data of September 2026'
  when valid_from >= '2017-01-01' then 'European Commission, TEDB, by eu-vat-rates-data of September 2026'
  else 'European Commission, VAT rates in the Member States, June 2021; the same in TEDB, September 2026' end
where country in (select country from billing.tax_union where code = 'EU' and valid_to = 'infinity');

update billing.tax_rate r set checked_against = c.against, doubt = c.doubt
from (values
  ('SA', '2018-01-01'::date, 'GAZT, Change of VAT rate to 15 %, June 2020', null),
  ('SA', '2020-07-01', 'GAZT, Change of VAT rate to 15 %, June 2020; tables of March 2026', null),
  ('AE', '2018-01-01', 'Federal Decree-Law 8/2017 as reported when issued; tables of March 2026', null),
  ('BH', '2019-01-01', 'DLA Piper, GCC VAT state of play, 2020', null),
  ('BH', '2022-01-01', 'NBR, VAT rate change transitional provisions guide, December 2021; tables of March 2026', null),
  ('OM', '2021-04-16', 'Orbitax on Royal Decree 121/2020, January 2021; tables of March 2026', null),
  ('EG', '2017-07-01', 'BDO and PwC on the law, September 2016; Avalara, June 2017', null),
  ('JO', '2004-01-01', 'National Information System by Trading Economics, 2014 to 2024; EY', 'its first day'),
  ('GB', '2011-01-04', 'ibericode/vat-rates; sales-tax 2.23.0', null),
  ('IN', '2017-07-01', 'PocketGST and Busy on SAC 9983 after the reform of 22 September 2025', null),
  ('PK', '2015-07-01', 'Text of SRO 179(I)/2023', 'that it held for services, which the provinces tax at rates of their own; its first day'),
  ('TR', '2023-07-10', 'Moroğlu Arseven and VATupdate on Presidential Decree 7346, July 2023', null),
  ('MA', '2005-01-01', 'Loi de finances 2020; sales-tax 2.23.0', 'its first day'),
  ('TN', '2018-01-01', 'Loi de finances 2018 by Webmanagercenter, December 2017', null),
  ('LB', '2018-01-01', 'EY Worldwide VAT guide 2019; Maharat, February 2026',
    'whether Parliament has made law of the 12 % that the cabinet approved on 16 February 2026; none was found'),
  ('DZ', '2017-01-01', 'Direction générale des impôts, La lettre, 2017', null),
  ('CH', '2018-01-01', 'sales-tax 2.23.0; Scopulus, March 2021', 'its first day'),
  ('CH', '2024-01-01', 'VATverify; sales-tax 2.23.0; eu-vat-rates-data, April 2026', null),
  ('NO', '2005-01-01', 'Skatteetaten, 2012; eu-vat-rates-data, April 2026', 'its first day'),
  ('ZA', '2018-04-01', 'EY, 26 February 2018; Government Notice 6157 of 24 April 2025, which withdrew 15.5 %', null),
  ('AU', '2000-07-01', 'Inland Revenue of New Zealand; sales-tax 2.23.0', null),
  ('SG', '2023-01-01', 'IRAS, GST rate change for businesses, February 2022', null),
  ('SG', '2024-01-01', 'IRAS, GST rate change for businesses, February 2022; sales-tax 2.23.0', null),
  ('KE', '2021-01-01', 'VATCalc and Avalara, November 2020', null),
  ('NG', '2020-02-01', 'The Exchange on the Finance Act, 2020; the Nigeria Tax Act 2025 keeps 7.5 %', null),
  ('ET', '2003-01-01', 'VATupdate, Ethiopia, 2023 and 2025', 'its first day, and the proclamation that has replaced 285/2002'),
  ('BD', '2019-07-01', 'determinedai.co, rates of 1 January 2026', 'its first day'),
  ('LK', '2024-01-01', 'Gazette 2363/22 by Global VAT Compliance; Bloomberg Tax, March 2024', null),
  ('SD', '2017-01-01', 'Two tax guides of 2024 and 2025, no primary source', 'its first day; telecommunications bear more'),
  ('YE', '2005-07-01', 'Yemen Times and MEES, July 2005; Grant Thornton', 'its first day within July 2005; some telecommunications bear 10 %')
) c (country, valid_from, against, doubt)
where r.country = c.country and r.valid_from = c.valid_from;
