import { DOMParser } from '@xmldom/xmldom';

/** The sequences of the UBL 2.1 schema (UBL-Invoice-2.1.xsd, UBL-CreditNote-2.1.xsd, common aggregates), as far as e-invoices use them. */
const HEAD =
  'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime';
const CURRENCIES =
  'DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference InvoicePeriod';
const SIDES =
  'Signature AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery DeliveryTerms PaymentMeans PaymentTerms';
const RATES = 'TaxExchangeRate PricingExchangeRate PaymentExchangeRate PaymentAlternativeExchangeRate';
const LINE_END =
  'OrderLineReference DespatchLineReference ReceiptLineReference BillingReference DocumentReference PricingReference OriginatorParty Delivery PaymentTerms AllowanceCharge TaxTotal WithholdingTaxTotal Item Price DeliveryTerms SubInvoiceLine';
const CATEGORY =
  'ID Name Percent BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason TierRange TierRatePercent TaxScheme';

const SEQUENCES: Record<string, string> = {
  Invoice: `${HEAD} DueDate InvoiceTypeCode Note TaxPointDate ${CURRENCIES} OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference StatementDocumentReference OriginatorDocumentReference ContractDocumentReference AdditionalDocumentReference ProjectReference ${SIDES} PrepaidPayment AllowanceCharge ${RATES} TaxTotal WithholdingTaxTotal LegalMonetaryTotal InvoiceLine`,
  CreditNote: `${HEAD} TaxPointDate CreditNoteTypeCode Note ${CURRENCIES} DiscrepancyResponse OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference AdditionalDocumentReference StatementDocumentReference OriginatorDocumentReference ${SIDES} ${RATES} AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine`,
  Party:
    'MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID EndpointID IndustryClassificationCode PartyIdentification PartyName Language PostalAddress PhysicalLocation PartyTaxScheme PartyLegalEntity Contact Person AgentParty ServiceProviderParty PowerOfAttorney FinancialAccount',
  PostalAddress:
    'ID AddressTypeCode AddressFormatCode Postbox Floor Room StreetName AdditionalStreetName BlockName BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare PlotIdentification CitySubdivisionName CityName PostalZone CountrySubentity CountrySubentityCode Region District AddressLine TimezoneOffset Country LocationCoordinate',
  PartyTaxScheme:
    'RegistrationName CompanyID TaxLevelCode ExemptionReasonCode ExemptionReason RegistrationAddress TaxScheme',
  PartyLegalEntity: 'RegistrationName CompanyID RegistrationDate CompanyLegalForm',
  InvoicePeriod: 'StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode Description',
  Delivery:
    'ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryDate ActualDeliveryTime LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID DeliveryAddress DeliveryLocation',
  PaymentMeans:
    'ID PaymentMeansCode PaymentDueDate PaymentChannelCode InstructionID InstructionNote PaymentID CardAccount PayerFinancialAccount PayeeFinancialAccount CreditAccount PaymentMandate TradeFinancing',
  PayeeFinancialAccount:
    'ID Name AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote FinancialInstitutionBranch Country',
  AllowanceCharge:
    'ID ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric PrepaidIndicator SequenceNumeric Amount BaseAmount AccountingCostCode AccountingCost PerUnitAmount TaxCategory TaxTotal PaymentMeans',
  TaxTotal: 'TaxAmount RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator TaxSubtotal',
  TaxSubtotal:
    'TaxableAmount TaxAmount CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent BaseUnitMeasure PerUnitAmount TierRange TierRatePercent TaxCategory',
  TaxCategory: CATEGORY,
  ClassifiedTaxCategory: CATEGORY,
  LegalMonetaryTotal:
    'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount PayableAlternativeAmount',
  InvoiceLine: `ID UUID Note InvoicedQuantity LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod ${LINE_END}`,
  CreditNoteLine: `ID UUID Note CreditedQuantity LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod DiscrepancyResponse ${LINE_END}`,
  Item: 'Description PackQuantity PackSizeNumeric CatalogueIndicator Name HazardousRiskIndicator AdditionalInformation Keyword BrandName ModelName BuyersItemIdentification SellersItemIdentification ManufacturersItemIdentification StandardItemIdentification CatalogueItemIdentification CatalogueDocumentReference ItemSpecificationDocumentReference OriginCountry CommodityClassification TransactionConditions HazardousItem ClassifiedTaxCategory AdditionalItemProperty',
  Price:
    'PriceAmount BaseQuantity PriceChangeReason PriceTypeCode PriceType OrderableUnitFactorRate ValidityPeriod PriceList AllowanceCharge',
};

/** Each element of a UBL file that does not stand where the schema's sequence has it, or that the sequence does not know. */
export function outOfOrder(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  return [root, ...Array.from(root.getElementsByTagNameNS('*', '*'))].flatMap((element) => {
    const sequence = SEQUENCES[element.localName ?? '']?.split(' ');
    if (!sequence || element.namespaceURI?.includes('xmldsig')) return [];
    const places = children(element).map((child) => sequence.indexOf(child.localName ?? ''));
    return places.flatMap((place, i) =>
      place < 0 || place < (places[i - 1] ?? 0)
        ? [`${element.localName}/${children(element)[i]?.localName}`]
        : [],
    );
  });
}

/** The business terms of a UBL file: the paths of all elements that hold a value, without the root. */
export function termsOf(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const walk = (element: Element, path: string): string[] => {
    const below = children(element);
    if (below.length === 0) return [path];
    return below.flatMap((child) =>
      walk(child, path ? `${path}/${child.localName}` : (child.localName ?? '')),
    );
  };
  return [...new Set(walk(root, ''))];
}

function children(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}
