import { BackgroundTask, FeatureParts } from '../runtime/auth-runtime';

declare const ngDevMode: unknown;

/** What a feature is about. Two features of one kind contradict each other. */
export type AuthFeatureKind = 'storage' | 'backend' | 'transport' | 'schedule' | 'idle' | 'debug';

/** An addition to `provideAuth()`, made by one of the `with...` functions. */
export interface AuthFeature {
  /** @internal */
  readonly ɵkind: AuthFeatureKind;
  /** @internal */
  readonly ɵname: string;
  /** @internal */
  readonly ɵparts: FeatureParts;
}

/** @internal Makes a feature, also for the other entry points. */
export function feature(ɵkind: AuthFeatureKind, ɵname: string, ɵparts: FeatureParts): AuthFeature {
  return ngDevMode ? { ɵkind, ɵname, ɵparts } : ({ ɵparts } as AuthFeature);
}

/** @internal Makes a feature that runs while the session exists. */
export function backgroundFeature(
  kind: AuthFeatureKind,
  name: string,
  backgroundTask: BackgroundTask,
): AuthFeature {
  return feature(kind, name, { backgroundTask });
}
