import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  GeneralName,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509';
import { addMonths, civilDate, instant } from '../../base/dates.ts';

/** What signs e-invoices: a private key (PEM, PKCS 8) and its certificate (DER in base64). */
export type Unit = { private_key: string; certificate: string };

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const OID = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.4',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  registeredAddress: '2.5.4.26',
  businessCategory: '2.5.4.15',
  userId: '0.9.2342.19200300.100.1.1',
};

/** Who signed sandbox certificates. The name says it to whoever opens one: this is no certificate of ZATCA's. */
export const SANDBOX_ISSUER = 'Caravan sandbox (not ZATCA)';

/**
 * A new secp256k1 key and a certificate of the shape that ZATCA's onboarding gives, signed by itself for the sandbox. A program in earnest
 * puts the key and certificate of its onboarding in their place. Holds for five years from `from`.
 */
export function sandboxUnit(seller: { name: string; tax_number: string; unit_id: string }, from: Date): Unit {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 });
  const until = instant(addMonths(civilDate(from, 'UTC'), 60));
  const body = new TBSCertificate({
    version: 2,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: name([['commonName', SANDBOX_ISSUER]]),
    validity: new Validity({ notBefore: from, notAfter: until }),
    subject: name([
      ['country', 'SA'],
      ['organization', clip(seller.name)],
      ['organizationalUnit', 'Sandbox'],
      ['commonName', `SANDBOX-${seller.tax_number}`],
    ]),
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ type: 'spki', format: 'der' }),
      SubjectPublicKeyInfo,
    ),
    extensions: new Extensions([keyUsage(), unitName(seller)]),
  });
  const certificate = new Certificate({
    tbsCertificate: body,
    signatureAlgorithm: algorithm,
    signatureValue: bytes(sign('sha256', Buffer.from(AsnConvert.serialize(body)), privateKey)),
  });
  return {
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: Buffer.from(AsnConvert.serialize(certificate)).toString('base64'),
  };
}

/** Positive and never beginning with a nought byte. */
function serialNumber(): ArrayBuffer {
  const random = randomBytes(16);
  random[0] = ((random[0] ?? 0) & 0x7f) | 0x40;
  return bytes(random);
}

function bytes(buffer: Uint8Array): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function keyUsage(): Extension {
  const usage = new KeyUsage(KeyUsageFlags.digitalSignature);
  return new Extension({
    extnID: id_ce_keyUsage,
    critical: true,
    extnValue: new OctetString(AsnConvert.serialize(usage)),
  });
}

/** The unit by ZATCA's rule: serial number, tax number, what it issues (both kinds of invoices), where, what trade. */
function unitName({ tax_number, unit_id }: { tax_number: string; unit_id: string }): Extension {
  const directory = name([
    ['serialNumber', `1-Caravan|2-Sandbox|3-${unit_id}`],
    ['userId', tax_number],
    ['title', '1100'],
    ['registeredAddress', 'Sandbox'],
    ['businessCategory', 'Information technology'],
  ]);
  const names = new SubjectAlternativeName([new GeneralName({ directoryName: directory })]);
  return new Extension({
    extnID: id_ce_subjectAltName,
    extnValue: new OctetString(AsnConvert.serialize(names)),
  });
}

function name(parts: [keyof typeof OID, string][]): Name {
  return new Name(
    parts.map(([type, value]) => {
      const text = type === 'country' ? { printableString: value } : { utf8String: value };
      return new RelativeDistinguishedName([
        new AttributeTypeAndValue({ type: OID[type], value: new AttributeValue(text) }),
      ]);
    }),
  );
}

/** An organization's name in a certificate has 64 characters at most (X.520). */
function clip(text: string): string {
  return [...text].slice(0, 64).join('');
}

/** A unit opened for signing: reading its key and its certificate costs as much as a signature does, so it is done once for many. */
export type Signer = {
  certificate: string;
  key: KeyObject;
  /** DER of the public key, for the QR. */
  public_key: Uint8Array;
  /** The issuer's signature on the certificate, which a simplified invoice's QR carries. */
  certificate_signature: Uint8Array;
  /** As XAdES writes it: the last part first. */
  issuer: string;
  /** In decimal. */
  serial: string;
};

/** Opens a unit for signing. Throws on a key or a certificate that is none. */
export function signerOf({ private_key, certificate }: Unit): Signer {
  const key = createPrivateKey(private_key);
  const der = Buffer.from(certificate, 'base64');
  const { issuer, serialNumber } = new X509Certificate(der);
  return {
    certificate,
    key,
    public_key: createPublicKey(key).export({ type: 'spki', format: 'der' }),
    certificate_signature: new Uint8Array(AsnConvert.parse(der, Certificate).signatureValue),
    issuer: issuer.split('\n').toReversed().join(', '),
    serial: BigInt(`0x${serialNumber}`).toString(),
  };
}

/** Whether the key is the certificate's. */
export function belongTogether({ private_key, certificate }: Unit): boolean {
  const mine = createPublicKey(createPrivateKey(private_key)).export({ type: 'spki', format: 'der' });
  const named = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  return mine.equals(named.export({ type: 'spki', format: 'der' }));
}
