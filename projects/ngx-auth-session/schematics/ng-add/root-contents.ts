import type ts from 'typescript';
import type { Located } from './definitions';

/** A choice that the application makes when it starts, and the side of it that something is on. */
export interface Branch {
  readonly choice: ts.Node;
  readonly side: number;
}

/** A call among the root providers of something that a package exports, such as `provideHttpClient()`. */
export interface RootCall extends Located<ts.CallExpression> {
  /** `package#name`, whatever the file calls it. */
  readonly callee: string;
  readonly branches: readonly Branch[];
}

/** What an application provides at its root, in the order in which Angular takes it. */
export interface RootContents {
  readonly calls: RootCall[];
  /** What comes from packages by its name alone, such as an NgModule, as `package#name`. */
  readonly names: string[];
  /** The objects that `providers` stand in: configurations, or the metadata of the root module. */
  readonly objects: Located<ts.ObjectLiteralExpression>[];
  /** What cannot be followed: it may provide anything. */
  readonly unread: Located[];
}
