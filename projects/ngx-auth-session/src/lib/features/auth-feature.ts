import { BackgroundTask, FeatureParts } from '../runtime/auth-runtime';

declare const ngDevMode: unknown;

/** The part of the library that a feature changes. `provideAuth()` accepts one feature of each kind. */
export type AuthFeatureKind = 'storage' | 'backend' | 'transport' | 'schedule' | 'idle' | 'debug';

/** A feature for `provideAuth()`, created by a `with...()` function. */
export interface AuthFeature {
  /** @internal */
  readonly ɵkind: AuthFeatureKind;
  /** @internal */
  readonly ɵname: string;
  /** @internal */
  readonly ɵparts: FeatureParts;
}

/** @internal Creates a feature, also for the other entry points. */
export function feature(ɵkind: AuthFeatureKind, ɵname: string, ɵparts: FeatureParts): AuthFeature {
  return ngDevMode ? { ɵkind, ɵname, ɵparts } : ({ ɵparts } as AuthFeature);
}

/** @internal Creates a feature that starts a task once the session has been restored. */
export function backgroundFeature(
  kind: AuthFeatureKind,
  name: string,
  backgroundTask: BackgroundTask,
): AuthFeature {
  return feature(kind, name, { backgroundTask });
}
