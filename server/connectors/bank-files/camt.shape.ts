import { BankFileError } from './statement.ts';
import type { Element } from './xml.ts';

/** Which camt message a document is, from its namespace. */
export type CamtVersion = { family: '052' | '053' | '054'; version: number; name: string };

type Shape = { order: string[]; required: string[]; many: string[] };

const words = (text: string): string[] => text.trim().split(/\s+/);

// The children of a report, a statement and a notification, in the order that every version keeps (each version
// has a subset). Verified against the published types of versions 02 to 12.
const REPORT_ORDER =
  words(`Id StmtPgntn RptPgntn NtfctnPgntn ElctrncSeqNb RptgSeq LglSeqNb CreDtTm FrToDt CpyDplctInd
  RptgSrc Acct RltdAcct Intrst Bal TxsSummry Ntry AddtlStmtInf AddtlRptInf AddtlNtfctnInf`);
const REPORT: Shape = { order: REPORT_ORDER, required: ['Id', 'Acct'], many: ['Intrst', 'Bal', 'Ntry'] };

const SHAPES: Record<string, Shape> = {
  GrpHdr: {
    order: words('MsgId CreDtTm MsgRcpt MsgPgntn OrgnlBizQry AddtlInf'),
    required: ['MsgId', 'CreDtTm'],
    many: [],
  },
  Stmt: { ...REPORT, required: ['Id', 'Acct', 'Bal'] },
  Rpt: REPORT,
  Ntfctn: REPORT,
  Bal: {
    order: words('Tp CdtLine Amt CdtDbtInd Dt Avlbty'),
    required: words('Tp Amt CdtDbtInd Dt'),
    many: ['CdtLine', 'Avlbty'],
  },
  Ntry: {
    order:
      words(`NtryRef Amt CdtDbtInd RvslInd Sts BookgDt ValDt AcctSvcrRef Avlbty BkTxCd ComssnWvrInd AddtlInfInd
      AmtDtls Chrgs TechInptChanl Intrst CardTx NtryDtls AddtlNtryInf`),
    required: words('Amt CdtDbtInd Sts'),
    many: words('Avlbty Chrgs Intrst NtryDtls'),
  },
  NtryDtls: { order: words('Btch TxDtls'), required: [], many: ['TxDtls'] },
  TxDtls: {
    order:
      words(`Refs Amt CdtDbtInd AmtDtls Avlbty BkTxCd Chrgs Intrst RltdPties RltdAgts LclInstrm PmtTpInf Purp RltdRmtInf
      RmtInf RltdDts RltdPric RltdQties FinInstrmId Tax RtrInf CorpActn RltdCorpActn SfkpgAcct UndrlygAllcn CshDpst CardTx InstrCpy
      AddtlTxInf SplmtryData`),
    required: [],
    many: words('Avlbty Chrgs Intrst RltdRmtInf RltdPric RltdQties UndrlygAllcn CshDpst SplmtryData'),
  },
};

// Version 01 (2007) puts the transactions straight into the entry; only its necessities are held to.
const LOOSE_BELOW_VERSION = 2;

/** Refuses an element whose children are missing, unknown, repeated or out of order, naming the line. */
export function checkShape(element: Element, version: CamtVersion): void {
  const shape = SHAPES[element.name];
  if (!shape) return;
  for (const name of shape.required) {
    if (!element.children.some((each) => each.name === name))
      throw new BankFileError('missing', element.line, `<${element.name}> lacks <${name}>.`, element.column);
  }
  if (version.version >= LOOSE_BELOW_VERSION) checkSequence(element, shape);
}

function checkSequence(element: Element, shape: Shape): void {
  let place = -1;
  for (const each of element.children) {
    const next = shape.order.indexOf(each.name);
    if (next < 0 || each.namespace !== element.namespace) {
      throw new BankFileError(
        'unexpected',
        each.line,
        `<${each.name}> does not belong inside <${element.name}>.`,
        each.column,
      );
    }
    if (next === place && !shape.many.includes(each.name)) {
      throw new BankFileError(
        'unexpected',
        each.line,
        `<${each.name}> comes twice in one <${element.name}>.`,
        each.column,
      );
    }
    if (next < place) {
      throw new BankFileError(
        'unexpected',
        each.line,
        `<${each.name}> must come before <${shape.order[place]}>.`,
        each.column,
      );
    }
    place = next;
  }
}
