import type ts from 'typescript';
import type { Located } from '../source/definitions';

/** A choice in the providers, such as `isDevMode() ? a : b`, and the side of it that a call is on. */
export interface Branch {
  readonly choice: ts.Node;
  readonly side: number;
}

/** A call in the root providers to a function of a package, such as `provideHttpClient()`. */
export interface RootCall extends Located<ts.CallExpression> {
  /** `package#name`, independent of the local name. */
  readonly callee: string;
  readonly branches: readonly Branch[];
}

/** What an application provides at its root, in the order in which Angular reads it. */
export interface RootContents {
  readonly calls: RootCall[];
  /** Exports of packages that are used without a call, such as an NgModule, as `package#name`. */
  readonly names: string[];
  /** The objects that contain `providers`: configurations, or the metadata of the root module. */
  readonly objects: Located<ts.ObjectLiteralExpression>[];
  /** Expressions that the reader can't follow. They may provide anything. */
  readonly unread: Located[];
}
