import { AuthFeature, AuthStorage, withStorage } from 'ngx-auth-session';

/** The part of `Preferences` of `@capacitor/preferences` that keeps a session. */
export interface PreferencesPlugin {
  get(options: { key: string }): Promise<{ value: string | null }>;
  set(options: { key: string; value: string }): Promise<void>;
  remove(options: { key: string }): Promise<void>;
}

/** Keeps the session in the preferences of the device, which the system doesn't clear as it may clear web storage. */
export function withPreferences(preferences: PreferencesPlugin): AuthFeature {
  const storage: AuthStorage = {
    getItem: async (key) => (await preferences.get({ key })).value,
    setItem: (key, value) => preferences.set({ key, value }),
    removeItem: (key) => preferences.remove({ key }),
  };
  return withStorage(() => storage);
}
