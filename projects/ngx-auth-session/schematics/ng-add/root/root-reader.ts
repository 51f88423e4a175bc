import ts from 'typescript';
import { isExternal, type Located, type Lookup } from '../source/definitions';
import {
  bare,
  externalName,
  follow,
  meaningOf,
  memberName,
  propertyOf,
} from '../source/expressions';
import { CORE } from '../source/package-names';
import type { Branch, RootContents } from './root-contents';

type Branches = readonly Branch[];
type Visit = (at: Located, branches: Branches) => void;

/** Array methods whose result contains elements of the array. */
const KEEPS_ELEMENTS = ['concat', 'filter', 'flat', 'slice'];

/** Reads what an application provides at its root. Follows variables, imports, functions, modules and choices. */
export class RootReader {
  readonly contents: RootContents = { calls: [], names: [], objects: [], unread: [] };
  readonly #lookup: Lookup;
  readonly #followed = new Set<ts.Node>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** Reads an `ApplicationConfig`. */
  readonly config: Visit = (at, branches) => {
    const here = { source: at.source, node: bare(at.node) };
    const { node } = here;
    if (ts.isObjectLiteralExpression(node)) {
      if (branches.length === 0) this.contents.objects.push({ ...here, node });
      // The last one counts, because it overwrites the providers before it.
      const member = node.properties.findLast(
        (one) => ts.isSpreadAssignment(one) || memberName(one) === 'providers',
      );
      if (member && ts.isSpreadAssignment(member)) {
        this.config({ ...here, node: member.expression }, branches);
      } else this.#property({ ...here, node }, 'providers', this.providers, branches);
    } else if (ts.isArrayLiteralExpression(node)) {
      this.#each(here, node.elements, this.config, branches);
    } else if (this.#callee(here) === `${CORE}#mergeApplicationConfig`) {
      this.#each(here, (node as ts.CallExpression).arguments, this.config, branches);
    } else if (!this.#choice(here, this.config, branches)) {
      this.#follow(here, this.config, branches);
    }
  };

  /** Reads a list of providers, or an expression that evaluates to providers. */
  readonly providers: Visit = (at, branches) => {
    const here = { source: at.source, node: bare(at.node) };
    const { node } = here;
    if (this.#list(here, this.providers, branches)) return;
    if (ts.isObjectLiteralExpression(node) || ts.isClassDeclaration(node)) return;
    const callee = this.#call(here, branches);
    if (!callee) this.#follow(here, this.providers, branches);
    else if (callee === `${CORE}#makeEnvironmentProviders`) {
      this.#each(here, (node as ts.CallExpression).arguments, this.providers, branches);
    } else if (callee === `${CORE}#importProvidersFrom`) {
      this.#each(here, (node as ts.CallExpression).arguments, this.modules, branches);
    }
  };

  /** Reads NgModules: their imports first, then their own providers. */
  readonly modules: Visit = (at, branches) => {
    const here = { source: at.source, node: bare(at.node) };
    const { node } = here;
    if (this.#list(here, this.modules, branches)) return;
    if (ts.isClassDeclaration(node)) {
      const metadata = this.#metadata({ ...here, node });
      if (!metadata) return;
      if (this.contents.objects.length === 0) this.contents.objects.push(metadata);
      this.#property(metadata, 'imports', this.modules, branches);
      this.#property(metadata, 'providers', this.providers, branches);
    } else if (ts.isObjectLiteralExpression(node)) {
      this.#property({ ...here, node }, 'ngModule', this.modules, branches);
      this.#property({ ...here, node }, 'providers', this.providers, branches);
    } else if (!this.#call(here, branches)) this.#follow(here, this.modules, branches);
  };

  #each({ source }: Located, nodes: readonly ts.Node[], visit: Visit, branches: Branches): void {
    for (const node of nodes) {
      visit({ source, node: ts.isSpreadElement(node) ? node.expression : node }, branches);
    }
  }

  #property(
    { source, node }: Located<ts.ObjectLiteralExpression>,
    name: string,
    visit: Visit,
    branches: Branches,
  ): void {
    const value = propertyOf(node, name);
    if (value) visit({ source, node: value }, branches);
  }

  /** Visits the elements of an array, of the result of an array method, or of each side of a choice. */
  #list(here: Located, visit: Visit, branches: Branches): boolean {
    const { source, node } = here;
    if (ts.isArrayLiteralExpression(node)) {
      this.#each(here, node.elements, visit, branches);
      return true;
    }
    const method = ts.isCallExpression(node) && bare(node.expression);
    if (
      method &&
      ts.isPropertyAccessExpression(method) &&
      KEEPS_ELEMENTS.includes(method.name.text)
    ) {
      visit({ source, node: method.expression }, branches);
      if (method.name.text === 'concat') this.#each(here, node.arguments, visit, branches);
      return true;
    }
    return this.#choice(here, visit, branches);
  }

  #choice({ source, node }: Located, visit: Visit, branches: Branches): boolean {
    const sides = sidesOf(node);
    sides?.forEach((one, side) => {
      visit({ source, node: one }, [...branches, { choice: node, side }]);
    });
    return sides !== undefined;
  }

  /** Records the call of a package's function. Returns its `package#name`. */
  #call({ source, node }: Located, branches: Branches): string | undefined {
    const callee = this.#callee({ source, node });
    if (callee && ts.isCallExpression(node)) {
      this.contents.calls.push({ source, node, callee, branches });
    }
    return callee;
  }

  #callee({ source, node }: Located): string | undefined {
    return ts.isCallExpression(node)
      ? externalName(this.#lookup, { source, node: node.expression })
      : undefined;
  }

  #follow(here: Located, visit: Visit, branches: Branches): void {
    const meaning = meaningOf(this.#lookup, here);
    if (isExternal(meaning)) this.contents.names.push(`${meaning.from}#${meaning.name}`);
    else if (!meaning) {
      if (!isNothing(here.node)) this.contents.unread.push(here);
    } else if (!this.#followed.has(meaning.node)) {
      this.#followed.add(meaning.node);
      visit(meaning, branches);
    }
  }

  #metadata({ source, node }: Located<ts.ClassDeclaration>) {
    const decorator = ts
      .getDecorators(node)
      ?.find(({ expression }) => this.#callee({ source, node: expression }) === `${CORE}#NgModule`);
    const [metadata] = decorator ? (decorator.expression as ts.CallExpression).arguments : [];
    return (
      metadata && follow(this.#lookup, { source, node: metadata }, ts.isObjectLiteralExpression)
    );
  }
}

/** Returns the possible values of an expression with a choice. */
function sidesOf(node: ts.Node): readonly ts.Expression[] | undefined {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return [node.right];
  const isAlternative =
    kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
  return isAlternative ? [node.left, node.right] : undefined;
}

/** Returns whether an expression can't be a provider, as on the other side of a choice. */
function isNothing(node: ts.Node): boolean {
  return (
    ['undefined', 'null', 'false'].includes(node.getText()) ||
    ts.isNewExpression(node) ||
    ts.isStringLiteralLike(node)
  );
}
