export { AuthTestingController } from './testing.controller';
export { provideAuthTesting } from './testing.providers';
export type { AuthTestingOptions } from './testing.options';
export type { AuthTestingUser } from './testing.user';
export type { OtherTab } from './tested-session';
export type { ScriptedCall } from './scripted-call';
