import { AuthFeature, AuthStorage, withStorage } from 'ngx-auth-session';

/** The methods of `Preferences` in `@capacitor/preferences` that this recipe uses. */
export interface PreferencesPlugin {
  get(options: { key: string }): Promise<{ value: string | null }>;
  set(options: { key: string; value: string }): Promise<void>;
  remove(options: { key: string }): Promise<void>;
}

/** Stores the session in the device's preferences, which the system doesn't clear as it may clear web storage. */
export function withPreferences(preferences: PreferencesPlugin): AuthFeature {
  const storage: AuthStorage = {
    getItem: async (key) => (await preferences.get({ key })).value,
    setItem: (key, value) => preferences.set({ key, value }),
    removeItem: (key) => preferences.remove({ key }),
  };
  return withStorage(() => storage);
}
