// The ways to set the application up. Each is a project of package-app/angular.json.

/** @type {Readonly<Record<string, { zone: boolean }>>} */
export const VARIANTS = {
  zoneless: { zone: false },
  zone: { zone: true },
  'ng-module': { zone: false },
};
