/** A user that the demo API creates at its start. */
export interface DemoUser {
  readonly username: string;
  readonly password: string;
  readonly about: string;
}

export const DEMO_USERS: readonly DemoUser[] = [
  { username: 'ada', password: 'ada-demo-password', about: 'Ada, an administrator' },
  { username: 'bob', password: 'bob-demo-password', about: 'Bob, an ordinary user' },
];
