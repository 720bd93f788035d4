import { createHash, sign, verify, X509Certificate } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { C14nCanonicalization } from 'xml-crypto';
import { majorUnits } from '../../base/money.ts';
import type { Signer } from './certificate.ts';
import type { EInvoice } from './model.rules.ts';
import { type QrField, qrText } from './qr.ts';
import { attachment, type Stamp, saudiDocument } from './ubl.ts';
import { element, elementWith, type XmlElement, xmlFile, xmlText } from './xml.ts';

/** A stamped e-invoice: the file, its hash (the next one's previous hash), and the QR's text. */
export type Stamped = { xml: string; hash: string; qr: string };

/** The previous hash of a chain's first invoice, as ZATCA has it: SHA-256 of `0` in hex, in base64. */
export const FIRST_PREVIOUS_HASH = hexInBase64('0');

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const C14N11 = 'http://www.w3.org/2006/12/xml-c14n11';
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
const COMPONENTS = 'urn:oasis:names:specification:ubl:schema:xsd';

/**
 * Stamps an invoice as ZATCA's phase 2 asks: counter and previous hash in the document, its hash signed by the unit's key, the QR.
 * `signed_at` is local time, `2026-01-31T09:00:00`.
 */
export function stampInvoice(invoice: EInvoice, stamp: Stamp, signer: Signer, signed_at: string): Stamped {
  const document = saudiDocument(invoice, stamp);
  const hash = invoiceHash(xmlFile(document));
  // ZATCA signs the document's hash itself, not the canonical SignedInfo: its SDK and its samples do.
  const signature = sign('sha256', Buffer.from(hash, 'base64'), signer.key).toString('base64');
  const qr = qrText(qrFields(invoice, stamp, signer, hash, signature));
  const xml = xmlFile(withSignature(document, signatureBlock(hash, signature, signer, signed_at), qr));
  return { xml, hash, qr };
}

/**
 * The hash of an e-invoice as it stands: without UBLExtensions, Signature and QR, in Canonical XML, SHA-256, base64.
 * Throws on a text that is no XML.
 */
export function invoiceHash(xml: string): string {
  const root = parse(xml).documentElement;
  for (const child of Array.from(root.childNodes)) if (isUnhashed(child as Element)) root.removeChild(child);
  // Canonical XML 1.1 differs from 1.0 in xml: attributes of a document's subset alone, and an invoice has none.
  return digest(new C14nCanonicalization().process(root, {}));
}

function parse(xml: string): Document {
  const refuse = (message: string) => {
    throw new SyntaxError(message);
  };
  const errorHandler = { warning: () => {}, error: refuse, fatalError: refuse };
  return new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
}

function isUnhashed(node: Element): boolean {
  if (node.localName === 'UBLExtensions' || node.localName === 'Signature') return true;
  return node.localName === 'AdditionalDocumentReference' && textOf(node, 'ID') === 'QR';
}

function textOf(within: Element | Document, localName: string): string {
  return within.getElementsByTagNameNS('*', localName)[0]?.textContent?.trim() ?? '';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** ZATCA's way with certificates and signed properties: base64 of the hex of SHA-256. */
function hexInBase64(text: string): string {
  return Buffer.from(createHash('sha256').update(text).digest('hex')).toString('base64');
}

function qrFields(
  it: EInvoice,
  { simplified }: Stamp,
  signer: Signer,
  hash: string,
  signature: string,
): QrField[] {
  const money = (amount: bigint) => majorUnits({ amount, currency: it.currency });
  return [
    [1, it.seller.name],
    [2, it.seller.tax_number ?? ''],
    [3, `${it.issued_on}T${it.issued_time}`],
    [4, money(it.sums.total)],
    [5, money(it.sums.tax)],
    [6, hash],
    [7, signature],
    [8, signer.public_key],
    ...(simplified ? [[9, signer.certificate_signature] satisfies QrField] : []),
  ];
}

function withSignature(document: XmlElement, block: XmlElement, qr: string): XmlElement {
  const before = document.of.findIndex(
    (child) => typeof child === 'object' && child.name === 'cac:AccountingSupplierParty',
  );
  const reference = element(
    'cac:Signature',
    element('cbc:ID', 'urn:oasis:names:specification:ubl:signature:Invoice'),
    element('cbc:SignatureMethod', 'urn:oasis:names:specification:ubl:dsig:enveloped:xades'),
  );
  const of = [
    block,
    ...document.of.slice(0, before),
    attachment('QR', qr),
    reference,
    ...document.of.slice(before),
  ];
  return { ...document, of };
}

function signatureBlock(hash: string, signature: string, signer: Signer, signed_at: string): XmlElement {
  const properties = signedProperties(signer, signed_at);
  const signed = element(
    'ds:Signature',
    signedInfo(hash, hexInBase64(standingAlone(xmlText(properties)))),
    element('ds:SignatureValue', signature),
    element('ds:KeyInfo', element('ds:X509Data', element('ds:X509Certificate', signer.certificate))),
    element(
      'ds:Object',
      elementWith({ 'xmlns:xades': XADES, Target: 'signature' }, 'xades:QualifyingProperties', properties),
    ),
  );
  return element(
    'ext:UBLExtensions',
    element(
      'ext:UBLExtension',
      element('ext:ExtensionURI', 'urn:oasis:names:specification:ubl:dsig:enveloped:xades'),
      element(
        'ext:ExtensionContent',
        elementWith(
          {
            'xmlns:sig': `${COMPONENTS}:CommonSignatureComponents-2`,
            'xmlns:sac': `${COMPONENTS}:SignatureAggregateComponents-2`,
            'xmlns:sbc': `${COMPONENTS}:SignatureBasicComponents-2`,
          },
          'sig:UBLDocumentSignatures',
          element(
            'sac:SignatureInformation',
            element('cbc:ID', 'urn:oasis:names:specification:ubl:signature:1'),
            element('sbc:ReferencedSignatureID', 'urn:oasis:names:specification:ubl:signature:Invoice'),
            { ...signed, a: { 'xmlns:ds': DSIG, Id: 'signature' } },
          ),
        ),
      ),
    ),
  );
}

function signedInfo(hash: string, properties: string): XmlElement {
  const without = (path: string) =>
    elementWith(
      { Algorithm: XPATH },
      'ds:Transform',
      element('ds:XPath', `not(//ancestor-or-self::${path})`),
    );
  const method = elementWith({ Algorithm: SHA256 }, 'ds:DigestMethod');
  return element(
    'ds:SignedInfo',
    elementWith({ Algorithm: C14N11 }, 'ds:CanonicalizationMethod'),
    elementWith({ Algorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' }, 'ds:SignatureMethod'),
    elementWith(
      { Id: 'invoiceSignedData', URI: '' },
      'ds:Reference',
      element(
        'ds:Transforms',
        without('ext:UBLExtensions'),
        without('cac:Signature'),
        without("cac:AdditionalDocumentReference[cbc:ID='QR']"),
        elementWith({ Algorithm: C14N11 }, 'ds:Transform'),
      ),
      method,
      element('ds:DigestValue', hash),
    ),
    elementWith(
      { Type: `${DSIG}SignatureProperties`, URI: '#xadesSignedProperties' },
      'ds:Reference',
      method,
      element('ds:DigestValue', properties),
    ),
  );
}

function signedProperties({ certificate, issuer, serial }: Signer, signed_at: string): XmlElement {
  return elementWith(
    { Id: 'xadesSignedProperties' },
    'xades:SignedProperties',
    element(
      'xades:SignedSignatureProperties',
      element('xades:SigningTime', signed_at),
      element(
        'xades:SigningCertificate',
        element(
          'xades:Cert',
          element(
            'xades:CertDigest',
            elementWith({ Algorithm: SHA256 }, 'ds:DigestMethod'),
            element('ds:DigestValue', hexInBase64(certificate)),
          ),
          element(
            'xades:IssuerSerial',
            element('ds:X509IssuerName', issuer),
            element('ds:X509SerialNumber', serial),
          ),
        ),
      ),
    ),
  );
}

/** The signed properties as they are hashed: out of the document, with the namespaces they stand in declared where each is used. */
function standingAlone(properties: string): string {
  return properties
    .replace('<xades:SignedProperties ', `<xades:SignedProperties xmlns:xades="${XADES}" `)
    .replaceAll(/<ds:(\w+)/g, `<ds:$1 xmlns:ds="${DSIG}"`);
}

/** What a look at a signed e-invoice shows: each is true, or the file has been changed or was never right. */
export type Findings = { hash: boolean; signature: boolean; certificate: boolean; properties: boolean };

/** Checks an e-invoice file by itself: its hash is what was signed, by the certificate's key, with these properties. */
export function verifyStamp(xml: string): Findings {
  const document = parse(xml);
  const hash = invoiceHash(xml);
  const certificate = textOf(document, 'X509Certificate');
  const [signedHash, signedProperties, certificateHash] = Array.from(
    document.getElementsByTagNameNS(DSIG, 'DigestValue'),
    (node) => node.textContent ?? '',
  );
  const properties = /<xades:SignedProperties[\s\S]*<\/xades:SignedProperties>/.exec(xml)?.[0] ?? '';
  const signature = Buffer.from(textOf(document, 'SignatureValue'), 'base64');
  const key = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  return {
    hash: hash === signedHash,
    signature: verify('sha256', Buffer.from(hash, 'base64'), key, signature),
    certificate: hexInBase64(certificate) === certificateHash,
    properties: hexInBase64(standingAlone(properties)) === signedProperties,
  };
}
