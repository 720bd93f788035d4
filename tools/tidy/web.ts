import ts from 'typescript';
import { BRAND_WORDS } from './exceptions.ts';
import {
  type Finding,
  isTest,
  isTypeScript,
  lineAt,
  literals,
  matches,
  nodes,
  parse,
  type Rule,
  type Source,
} from './source.ts';

// Tailwind utilities that name a side of the screen, with the logical one that turns round in Arabic.
const PHYSICAL_CLASS =
  /(?<=^|[\s:'"`!])-?((?:scroll-)?[mp][lr]|border-[lr]|rounded-(?:tl|tr|bl|br|[lr])|left|right|text|float|clear)(?:-(left|right|(?:\d|\[|\(|px\b|auto\b|full\b|none\b|xs\b|sm\b|md\b|lg\b|xl\b|transparent\b)[\w./%()[\]-]*))?(?=$|[\s'"`])/g;
const SIDES = /^(text|float|clear)-(left|right)$/;
const PHYSICAL_CSS =
  /(?<=[{;\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g;
const PHYSICAL_STYLE =
  /^(margin|padding|border|scrollMargin|scrollPadding)(Left|Right)(Color|Style|Width)?$|^(left|right)$/;

/** Left and right in the web: the faces are read from both sides, so only logical directions hold. */
export const physicalDirection: Rule = (source) => {
  if (!source.path.startsWith('web/') || isTest(source.path)) return [];
  if (source.path.endsWith('.css')) return physicalCss(source);
  if (!isTypeScript(source.path)) return [];
  return [...physicalClasses(source), ...physicalStyles(source)];
};

function physicalCss(source: Source): Finding[] {
  const text = source.text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return matches(text, PHYSICAL_CSS).map(({ match, line }) =>
    direction(source.path, line, match[0].replace(/\s*:$/, '')),
  );
}

function physicalClasses(source: Source): Finding[] {
  return literals(source).flatMap((literal) =>
    matches(literal.text, PHYSICAL_CLASS)
      .filter(({ match }) => isPhysicalClass(match))
      .map(({ match, line }) =>
        direction(source.path, lineAt(source.text, literal.position) + line - 1, match[0]),
      ),
  );
}

function isPhysicalClass([whole, utility, value]: RegExpExecArray): boolean {
  if (/^(text|float|clear)$/.test(utility ?? '')) return SIDES.test(whole ?? '');
  if (/^(left|right|(scroll-)?[mp][lr])$/.test(utility ?? '')) return value !== undefined;
  return true;
}

function physicalStyles(source: Source): Finding[] {
  const tree = parse(source);
  const found: Finding[] = [];
  for (const node of nodes(tree)) {
    if (!ts.isPropertyAssignment(node) || !PHYSICAL_STYLE.test(node.name.getText()) || !isInStyle(node))
      continue;
    found.push(direction(source.path, lineAt(source.text, node.getStart()), node.name.getText()));
  }
  return found;
}

function isInStyle(node: ts.Node): boolean {
  const owner = ts.findAncestor(node, (up) => ts.isJsxAttribute(up) || ts.isFunctionLike(up));
  return owner !== undefined && ts.isJsxAttribute(owner) && /style$/i.test(owner.name.getText());
}

function direction(path: string, line: number, name: string): Finding {
  const message = `${name} names a side of the screen: use the logical one (ms-, me-, ps-, pe-, start-, end-, border-s, rounded-e, text-start, inset-inline-start …)`;
  return { rule: 'physical-direction', path, line, message, about: name };
}

const VISIBLE_ATTRIBUTE =
  /^(aria-label|aria-description|aria-roledescription|aria-placeholder|title|placeholder|alt|label|hint|description|heading|caption|summary|text|message|tooltip|legend|confirm|empty\w*|\w+(Label|Text|Title|Hint|Message))$/;
const SPEAKING_CALL = /^(toast|notify|announce)(\.\w+)?$|\.(toast|notify|announce)$/;
const TRANSLATOR = /^(Trans|Plural|Select|SelectOrdinal)$/;
const CODE_ELEMENT = /^(code|kbd|samp|pre|style|script)$/;

/** English that a person would read, outside Lingui: it would stay English in Arabic. */
export const hardCodedText: Rule = (source) => {
  if (!source.path.startsWith('web/') || !source.path.endsWith('.tsx') || isTest(source.path)) return [];
  const found: Finding[] = [];
  for (const node of nodes(parse(source))) {
    const text = spokenText(node)?.replace(/\s+/g, ' ').trim();
    if (!text || !/\p{L}{2}/u.test(withoutBrands(text))) continue;
    found.push({
      rule: 'hard-coded-text',
      path: source.path,
      line: lineAt(source.text, node.getFullStart() + leadingSpace(node)),
      message: `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}" is not translated: put it in <Trans> or t\`…\``,
      about: text,
    });
  }
  return found;
};

/** The untranslated text a node puts before a person's eyes, or null. */
function spokenText(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return isTranslated(node) ? null : node.text.replace(/&\w+;|&#\d+;/g, ' ');
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return null;
  if (ts.isTaggedTemplateExpression(node.parent)) return null;
  return isSpoken(node) && !isTranslated(node) ? node.text : null;
}

/** Whether a string is a child of an element, a visible attribute, or what a toast says. */
function isSpoken(node: ts.Node): boolean {
  const outer = throughChoices(node);
  if (ts.isCallExpression(outer))
    return outer.arguments[0] === node && SPEAKING_CALL.test(outer.expression.getText());
  if (ts.isJsxAttribute(outer)) return VISIBLE_ATTRIBUTE.test(outer.name.getText());
  if (!ts.isJsxExpression(outer)) return false;
  return ts.isJsxAttribute(outer.parent) ? VISIBLE_ATTRIBUTE.test(outer.parent.name.getText()) : true;
}

/** The parent, past `a ? "x" : "y"`, `a ?? "x"` and parentheses, unless the string is only compared. */
function throughChoices(node: ts.Node): ts.Node {
  let child = node;
  let { parent } = node;
  while (
    ts.isParenthesizedExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== child) ||
    (ts.isBinaryExpression(parent) && /^(\?\?|\|\||&&)$/.test(parent.operatorToken.getText()))
  ) {
    child = parent;
    parent = parent.parent;
  }
  return parent;
}

function isTranslated(node: ts.Node): boolean {
  const translator = ts.findAncestor(node, (up) => {
    if (ts.isFunctionLike(up)) return 'quit';
    if (!ts.isJsxElement(up) && !ts.isJsxSelfClosingElement(up)) return false;
    const tag = (ts.isJsxElement(up) ? up.openingElement : up).tagName.getText();
    return TRANSLATOR.test(tag) || CODE_ELEMENT.test(tag);
  });
  return translator !== undefined;
}

function leadingSpace(node: ts.Node): number {
  const text = node.getFullText();
  return text.length - text.trimStart().length;
}

function withoutBrands(text: string): string {
  return BRAND_WORDS.reduce((rest, word) => rest.replaceAll(word, ''), text);
}
