import ts from 'typescript';

/** A part of a source file, as it stands there. */
export interface Region {
  readonly text: string;
  /** Counted from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * Cuts a part out of a source file, by name: what stands between `// #region NAME` and `// #endregion`; else the function,
 * class, type or constant of that name; else the law or the test whose title it is. Its comment is left out. Throws where
 * there is no such part, or two.
 */
export function regionOf(source: string, path: string, name: string): Region {
  const lines = source.split('\n');
  const marked = markedRegions(lines, name);
  const found = marked.length > 0 ? marked : declaredRegions(source, path, name);
  if (found.length !== 1) {
    throw new Error(`${path} has ${found.length === 0 ? 'no' : found.length} parts called “${name}”`);
  }
  const [{ first, last }] = found as [Span];
  return { text: dedented(lines.slice(first, last + 1)), firstLine: first + 1, lastLine: last + 1 };
}

/** Lines from `first` to `last`, both included, counted from 0. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function markedRegions(lines: readonly string[], name: string): readonly Span[] {
  return lines.flatMap((line, index) => {
    if (line.trim() !== `// #region ${name}`) return [];
    const end = lines.findIndex((each, place) => place > index && /^\s*\/\/ #endregion/.test(each));
    if (end < 0) throw new Error(`the region “${name}” has no end`);
    return [{ first: index + 1, last: end - 1 }];
  });
}

function declaredRegions(source: string, path: string, name: string): readonly Span[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (isNamed(node, name, file)) {
      const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
      found.push({ first: lineAt(node.getStart(file)), last: lineAt(node.end) });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isNamed(node: ts.Node, name: string, file: ts.SourceFile): boolean {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.some((each) => isCalled(each, name, file));
  if (ts.isExpressionStatement(node)) return titleOf(node.expression) === name;
  const isDeclared =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return isDeclared && isCalled(node, name, file);
}

function isCalled(node: ts.NamedDeclaration, name: string, file: ts.SourceFile): boolean {
  return node.name?.getText(file) === name;
}

/** Of `law('…', …).kills(…)` and `test('…', …)` the first parameter. */
function titleOf(expression: ts.Expression): string | undefined {
  let call = expression;
  while (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) call = call.expression.expression;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return undefined;
  const [title] = call.arguments;
  return title !== undefined && ts.isStringLiteralLike(title) ? title.text : undefined;
}

function dedented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}
